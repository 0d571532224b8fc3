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
  function watchLink(address, text) {
    return /^https?:\/\//.test(address || "")
      ? h("p", null, h("a", { href: address, rel: "noreferrer" }, text))
      : null;
  }

  function listOf(lines) {
    return h(
      "ul",
      { key: "lines" },
      (lines || []).map(function (line, at) {
        return h("li", { key: at }, line);
      }),
    );
  }

  function report(title, reply, what) {
    return h(
      "section",
      { key: title },
      h("h4", null, title),
      reply === null
        ? h("p", null, "One moment ...")
        : [reply.error ? h("p", { key: "error", role: "alert" }, reply.error) : null, what(reply)],
    );
  }

  function agreement(data) {
    var agreed = data.agreement;
    if (!agreed) return h("p", { key: "agreement" }, "Stash and Plex were not compared yet.");
    var of = agreed.agreeing.toLocaleString() + " of " + agreed.compared.toLocaleString();
    var when = data.asOf ? ", compared " + new Date(data.asOf).toLocaleString() : "";
    return h(
      "p",
      { key: "agreement" },
      h("strong", null, agreed.percent + " % agree"),
      " (" + of + ")" + when,
    );
  }

  /** What is counted, with its name; an older provider has only lines. */
  function gapsOf(reply) {
    var data = reply.data;
    if (!data || !data.counts || !data.labels) return listOf(reply.lines);
    var rows = Object.keys(data.labels).map(function (kind) {
      return h(
        "tr",
        { key: kind },
        h("th", { scope: "row" }, data.labels[kind]),
        h("td", { className: "text-right" }, String(data.counts[kind] || 0)),
      );
    });
    return [
      data.problem ? h("p", { key: "problem", role: "alert" }, data.problem) : null,
      agreement(data),
      h("table", { key: "counts", className: "table table-sm w-auto" }, h("tbody", null, rows)),
      watchLink(reply.watch, "See each of them, why, and its repair"),
    ];
  }

  function linesOf(reply) {
    return listOf(reply.lines);
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
    return h(
      "div",
      { className: "container" },
      h("h3", null, "Stash2Plex"),
      watchLink(status[0] && status[0].watch, "Open the page of the provider"),
      report("State", status[0], linesOf),
      report("Stash and Plex", gaps[0], gapsOf),
      h("button", { type: "button", className: "btn btn-secondary", onClick: load }, "Again"),
    );
  }

  api.register.route("/plugins/stash2plex", Page);
})();
