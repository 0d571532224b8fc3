@echo off
rem Windows: Stash starts this file as "sh"; the first argument is the path of launch.sh.
setlocal
set "program=hook.cjs"
if not "%~2"=="" set "program=main.cjs"
if not defined STASH2PLEX_NODE set "STASH2PLEX_NODE=node"
set "NODE_NO_WARNINGS=1"
"%STASH2PLEX_NODE%" "%~dp0%program%" %2 %3 %4 %5 %6 %7 %8 %9
if not "%errorlevel%"=="9009" exit /b %errorlevel%
echo {"error":"Stash2Plex CLI needs Node 22.19 or newer where Stash runs, and found none. Install it, or use the package Stash2Plex, which needs none."}
exit /b 0
