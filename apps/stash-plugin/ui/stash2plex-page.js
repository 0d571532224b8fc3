// The page /plugins/stash2plex inside Stash: what the provider, or the CLI, says of itself. Nothing is loaded from elsewhere.
(function () {
  "use strict";
  var api = window.PluginApi;
  // Both packages may be installed: the page is registered once.
  if (!api || window.stash2plexPage) return;
  window.stash2plexPage = true;
  var React = api.React;
  var h = React.createElement;
  var packages = ["Stash2Plex", "Stash2PlexCli"];
  var OPERATION = "mutation($id:ID!,$args:Map!){runPluginOperation(plugin_id:$id,args:$args)}";

  function graphql(query, variables) {
    // Below Stash's own folder, where a proxy has put it below one.
    return fetch(new URL("graphql", document.baseURI), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ query: query, variables: variables }),
    })
      .then(function (answer) {
        return answer.json();
      })
      .then(function (body) {
        if (body.errors) throw new Error(body.errors[0].message);
        return body.data;
      });
  }

  function installed() {
    return graphql("{plugins{id enabled}}").then(function (data) {
      var found = packages.filter(function (id) {
        return (data.plugins || []).some(function (plugin) {
          return plugin.id === id && plugin.enabled;
        });
      });
      if (found.length === 0) throw new Error("The plugin is switched off.");
      return found[0];
    });
  }

  function ask(word) {
    return installed()
      .then(function (id) {
        return graphql(OPERATION, { id: id, args: { do: word } });
      })
      .then(function (data) {
        return data.runPluginOperation || {};
      })
      .catch(function (error) {
        return { lines: [], error: error.message };
      });
  }

  /** A link only to a web address: the text comes from another program. */
  function watchLink(address) {
    return /^https?:\/\//.test(address || "")
      ? h("p", null, h("a", { href: address, rel: "noreferrer" }, "Open the page of the provider"))
      : null;
  }

  function report(title, reply) {
    return h(
      "section",
      { key: title },
      h("h4", null, title),
      reply === null
        ? h("p", null, "One moment ...")
        : [
            reply.error ? h("p", { key: "error", role: "alert" }, reply.error) : null,
            h(
              "ul",
              { key: "lines" },
              (reply.lines || []).map(function (line, at) {
                return h("li", { key: at }, line);
              }),
            ),
          ],
    );
  }

  function Page() {
    var status = React.useState(null);
    var gaps = React.useState(null);
    var load = function () {
      status[1](null);
      gaps[1](null);
      ask("status").then(status[1]);
      ask("gaps").then(gaps[1]);
    };
    React.useEffect(load, []);
    var watch = (status[0] && status[0].watch) || (gaps[0] && gaps[0].watch);
    return h(
      "div",
      { className: "container" },
      h("h3", null, "Stash2Plex"),
      watchLink(watch),
      report("State", status[0]),
      report("Differences between Stash and Plex", gaps[0]),
      h("button", { type: "button", className: "btn btn-secondary", onClick: load }, "Again"),
    );
  }

  api.register.route("/plugins/stash2plex", Page);
})();
