# The official image of Stash, and Node for the package Stash2PlexCli. Who runs the provider needs no such image.
ARG STASH_IMAGE=docker.io/stashapp/stash:latest
# hadolint ignore=DL3006
FROM ${STASH_IMAGE}
# Alpine in the official image; Debian or Ubuntu in others, whose own Node is often too old: then the build says so.
# hadolint ignore=DL3008,DL3018
RUN if command -v apk >/dev/null; then apk add --no-cache nodejs; \
  else apt-get update && apt-get install --yes --no-install-recommends nodejs && rm -rf /var/lib/apt/lists/*; fi \
  && node -e 'const [major, minor] = process.versions.node.split(".").map(Number); \
    if (major < 22 || (major === 22 && minor < 19)) { \
      console.error("Stash2PlexCli needs Node 22.19 or newer; this image has " + process.version); process.exit(1); \
    }'
