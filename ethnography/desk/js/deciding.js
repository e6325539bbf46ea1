// Deciding: seen or not, suggestions of the rules, proposals, differences between coders, and memos that say why.

import { count } from "./dom.js";
import { short, suggestionKey } from "./looks.js";

/** @param {object} v the view */
export function createDeciding(v) {
  const { store, session, rows, say, looks } = v;

  // seen

  function toggleSeen(comment = v.at) {
    if (!comment) return;
    const marks = store.live(comment.id).seen.filter(store.mine);
    if (!store.isSeen(comment.id)) session.act([{ do: "seen", comment: comment.id }]);
    else if (marks.length) session.act(marks.map((one) => ({ do: "remove", subject: one.id })));
    const seen = store.isSeen(comment.id);
    if (seen && marks.length) say("Seen: it has a coding of yours.");
    else say(seen ? "seen" : "unseen", { quiet: true });
  }

  const unseen = (one) => one.kind !== "pingback" && !store.isSeen(one.id);

  function nextUnseen() {
    if (v.at && !store.isSeen(v.at.id)) session.act([{ do: "seen", comment: v.at.id }]);
    const next = v.going.step(unseen, "All of this thread is seen.");
    if (next) say(`${store.order.filter(unseen).length} unseen`, { quiet: true });
  }

  // suggestions

  function here() {
    const key = v.going.focused()?.dataset?.key;
    const pending = v.at ? store.pendingSuggestions(v.at.id) : [];
    return pending.find((one) => suggestionKey(one) === key);
  }

  /** Where no suggestion is pointed at, the first one here is, and nothing is decided yet. */
  function pointAtFirst() {
    const row = v.at && rows.rowOf(v.at.id);
    const chip = row?.chips.querySelector("button.chip.suggested");
    if (!chip) return say("No suggestion is here.");
    chip.focus({ preventScroll: true });
    say(`${chip.getAttribute("aria-label")}. Press again to decide.`);
  }

  function proposalHere() {
    const key = v.going.focused()?.dataset?.key ?? "";
    return key.startsWith("p:") ? store.proposals.find((one) => key === `p:${one.proposal}`) : undefined;
  }

  /** All that waits in this thread from the rule of this suggestion. */
  function ofRule(one = here()) {
    if (!one) return [];
    return store.order.flatMap((comment) =>
      store.pendingSuggestions(comment.id).filter((other) => other.rule === one.rule),
    );
  }

  function accept(some) {
    const spots = some.map((one) => ({
      ...v.coding.quoted({ comment: one.comment, ...store.place(one).u }),
      code: one.code,
      rule: one.rule,
    }));
    settle(
      some,
      spots.map((spot) => ({ do: "code", ...spot })),
      "Accepted",
    );
  }

  function reject(some) {
    settle(
      some,
      some.map(({ comment, start, end, code, rule }) => ({ do: "reject", comment, start, end, code, rule })),
      "Rejected",
    );
  }

  function settle(some, actions, word) {
    if (!some.length) return say("No suggestion is here.");
    session.act(actions);
    say(`${word}: ${some.length > 1 ? count(some.length, "suggestion") : looks.codeName(some[0].code)}`);
    const row = rows.rowOf(some[0].comment);
    (row.chips.querySelector("button.chip.suggested") ?? row.article).focus({ preventScroll: true });
  }

  function nextSuggestion() {
    const row = v.at && rows.rowOf(v.at.id);
    if (row) rows.showAllChips(row);
    const chips = row ? [...row.chips.querySelectorAll("button.chip.suggested")] : [];
    const after = chips[chips.indexOf(v.going.focused()) + 1];
    if (after) return after.focus();
    const waits = (one) => store.pendingSuggestions(one.id).length || store.proposals.some((p) => p.comment === one.id);
    const next = v.going.step(waits, "No other suggestion is waiting in this thread.");
    if (!next) return;
    rows.showAllChips(rows.rowOf(next.id));
    rows.rowOf(next.id).chips.querySelector("button.chip.suggested")?.focus({ preventScroll: true });
  }

  /** A proposal for an author or a reply link changes the thread itself, so the thread comes again. */
  async function decideProposal(proposal, accepted) {
    try {
      await session.decide(proposal, accepted);
      say(accepted ? "Accepted. z takes that back." : "Declined. z takes that back.");
    } catch (error) {
      v.frame.show("asked", `Not saved: ${error.message}`, [["Close", () => v.frame.hide("asked")]]);
    }
  }

  const one = (yes) => () => {
    const proposal = proposalHere();
    if (proposal) return decideProposal(proposal, yes);
    const suggestion = here();
    if (!suggestion) return pointAtFirst();
    return (yes ? accept : reject)([suggestion]);
  };

  // differences

  /** The consensus coder's decision: codings like the chosen ones, or rejections of them, with the reason as a memo. */
  function decideDifference({ comment, code }, codings, coded, why) {
    const actions = [];
    for (const coding of codings) {
      const spot = v.coding.quoted({ comment: coding.comment, ...store.place(coding).u });
      const { start, end } = spot;
      actions.push(coded ? { do: "code", ...spot, code } : { do: "reject", comment, start, end, code });
    }
    const as = coded ? `as ${[...new Set(codings.map((coding) => coding.coder))].join(" and ")}` : "not coded";
    actions.push({ do: "memo", about: "comment", subject: comment, text: `${looks.codeName(code)}: ${as}. ${why}` });
    session.act(actions);
    say(`Decided: ${looks.codeName(code)} ${coded ? "coded" : "not coded"}.`);
  }

  // memos

  const labels = {
    coding: () => "Memo on the coding",
    comment: () => "Memo on this comment",
    thread: () => "Memo on this thread",
    code: (id) => `Memo on the code ${looks.codeName(id)}`,
    study: () => "Field note",
  };

  function write(about, subject, text = "", replaces = null) {
    v.root.classList.remove("side-closed");
    v.root.classList.add("side-open");
    v.side.write({ about, subject, label: labels[about](subject), replaces }, text);
  }

  function saveMemo({ about, subject, replaces }, text) {
    const gone = replaces ? [{ do: "remove", subject: replaces }] : [];
    const edited = replaces ? { replaces } : {};
    session.act([...gone, { do: "memo", about, subject, text, ...edited }]);
    say("Memo written.");
    v.going.focusHere();
  }

  function removeMemo(memo) {
    session.act([{ do: "remove", subject: memo.id }]);
    say("Memo removed. z takes that back.");
  }

  /** A link for a memo: to the coding or the words selected, or to the comment. */
  function link(kind) {
    const coding = store.events.get(v.active);
    if (kind === "coding" && coding) return `[“${short(looks.masked(coding))}”](<coding:${coding.id}>)`;
    if (!v.at) return "";
    const picked = v.picking.get().find((stretch) => stretch.comment === v.at.id);
    const name = [v.at.who || "a comment", v.at.date?.slice(0, 10)].filter(Boolean).join(", ");
    return `[${kind === "coding" && picked ? `“${short(looks.masked(picked))}”` : name}](<comment:${v.at.id}>)`;
  }

  return {
    ...{
      toggleSeen,
      accept,
      reject,
      ofRule,
      decide: decideProposal,
      decideDifference,
      write,
      saveMemo,
      removeMemo,
      link,
    },
    commands: {
      ...{ toggleSeen: () => toggleSeen(), nextUnseen, nextSuggestion, accept: one(true), reject: one(false) },
      acceptAll: () => (here() ? accept(ofRule()) : pointAtFirst()),
      rejectAll: () => (here() ? reject(ofRule()) : pointAtFirst()),
      memo: () =>
        v.active ? write("coding", v.active) : v.at ? write("comment", v.at.id) : say("Go to a comment first."),
      memoThread: () => write("thread", store.thread.id),
      fieldNote: () => write("study", ""),
    },
  };
}
