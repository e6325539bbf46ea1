// Cards: what is coded in a comment, what waits there for a decision, and where coders differ.

import { bdi, count, h, shortDate } from "./dom.js";
import { suggestionKey } from "./looks.js";
import { codeFacts } from "./palette.js";

/**
 * @param {object} v the view
 * @param {object} memos
 */
export function createCards(v, memos) {
  const { store, readOnly, looks } = v;
  const reasons = new Map(); // reasons begun, by difference

  const swatch = (code) => h("span.swatch", { "--c": looks.colorOf(code), "aria-hidden": "true" });
  // the key says what a button does to what: after a redraw the focus goes to the same one, or to none
  const button = (name, act, key) => h("button", { onclick: act, "data-focus": `${name} ${key}` }, name);
  const head = (code, ...said) =>
    h("p.card-head", {}, swatch(code), h("strong", {}, bdi(looks.codeName(code))), ...said);
  const quote = (spot) => h("p.quote", {}, "“", bdi(looks.masked(spot)), "”");

  // this comment

  function drawComment() {
    const comment = v.at;
    if (!comment) return [h("p.lead", {}, "Go to a comment to see its codings and memos.")];
    const codings = store.live(comment.id).coded.filter(looks.shownCoder);
    const who = comment.who ? bdi(comment.who) : "author not stated";
    const waiting = readOnly || !v.suggesting ? [] : store.pendingSuggestions(comment.id);
    const proposals = readOnly ? [] : store.proposals.filter((one) => one.comment === comment.id);
    return [
      h("p.lead", {}, h("strong", {}, who), comment.date ? ` · ${shortDate(comment.date)}` : ""),
      readOnly
        ? null
        : h(
            "div.buttons",
            {},
            button("Memo on this comment", () => v.deciding.write("comment", comment.id), comment.id),
            button("Copy link", copyLink, comment.id),
          ),
      ...memos.about("comment", comment.id),
      ...memos.form("comment", comment.id),
      ...(readOnly ? [] : memos.begun()),
      ...codings.map(codingCard),
      codings.length ? null : h("p.lead", {}, "Nothing is coded here."),
      ...waiting.map(suggestionCard),
      ...proposals.map(proposalCard),
    ];
  }

  function codingCard(coding) {
    const code = store.codes.get(coding.code);
    const active = coding.id === v.active;
    const own = store.mine(coding) && !readOnly;
    const spoilt = `The coding says “${coding.quote}”, the text something else: remove it and code the words anew.`;
    return h(
      `div.card${active ? ".active" : ""}`,
      { "--c": looks.colorOf(coding.code) },
      head(coding.code, ` ${coding.coder}, ${shortDate(coding.at)}`),
      quote(coding),
      coding.wrong ? h("p.wrong", {}, spoilt) : null,
      coding.rule ? h("p.small", {}, `accepted from rule ${coding.rule}`) : null,
      store.unsaved.has(coding.id) ? h("p.wrong", {}, "not saved yet") : null,
      active && code ? h("details", {}, h("summary", {}, "What the code means"), ...codeFacts(code)) : null,
      ...memos.about("coding", coding.id),
      ...memos.form("coding", coding.id),
      own
        ? h(
            "div.buttons",
            {},
            button("Memo", () => v.deciding.write("coding", coding.id), coding.id),
            button("Change words", () => v.coding.move(coding), coding.id),
            button("Remove", () => v.coding.remove(coding), coding.id),
          )
        : null,
    );
  }

  /** A suggestion with the rule that made it and the words that fired. */
  function suggestionCard(one) {
    const here = v.going.focused()?.dataset?.key === suggestionKey(one);
    return h(
      `div.card.suggested${here ? ".active" : ""}`,
      { "--c": looks.colorOf(one.code) },
      head(one.code, " suggested"),
      quote(one),
      h("p.small", {}, `rule ${one.rule}: `, bdi(one.words)),
      h(
        "div.buttons",
        {},
        button("Accept", () => v.deciding.accept([one]), suggestionKey(one)),
        button("Reject", () => v.deciding.reject([one]), suggestionKey(one)),
        button("Accept all of this rule", () => v.deciding.accept(v.deciding.ofRule(one)), suggestionKey(one)),
        button("Reject all of this rule", () => v.deciding.reject(v.deciding.ofRule(one)), suggestionKey(one)),
      ),
    );
  }

  function proposalCard(one) {
    const what = one.about === "author" ? "Written by " : "Answers ";
    return h(
      "div.card.suggested",
      {},
      h("p.card-head", {}, what, h("strong", {}, bdi(one.shown)), `? ${one.confidence} proposal`),
      h("p.small", {}, bdi(one.evidence)),
      h(
        "div.buttons",
        {},
        button("Accept", () => v.deciding.decide(one, true), one.proposal),
        button("Decline", () => v.deciding.decide(one, false), one.proposal),
      ),
    );
  }

  function copyLink() {
    navigator.clipboard?.writeText(v.deciding.link("comment")).then(() => v.say("Link copied; paste it into a memo."));
  }

  // differences

  function drawDifferences() {
    const open = store.differences.filter((one) => !store.decision(one)).length;
    const judge = store.coder === store.info.consensus;
    const lead = judge
      ? "Decide on each, and say why. Your decisions are codings of the consensus coder."
      : `Where coders who have both seen a comment differ. To decide, open the screen as coder “${store.info.consensus}”.`;
    return [
      h("p.lead", {}, `${count(open, "open difference")} of ${store.differences.length}. ${lead}`),
      ...store.differences.map((one) => differenceCard(one, judge)),
    ];
  }

  function differenceCard(one, judge) {
    const decided = store.decision(one);
    const applied = (coding) => coding.code === one.code && one.coded_by.includes(coding.coder);
    const codings = store.live(one.comment).coded.filter(applied);
    const who = store.comments.get(one.comment)?.who;
    const go = () => v.going.follow(`comment:${one.comment}`);
    const side = (coder, ...said) => h("div.side-by", {}, h("b", {}, coder), ...said);
    return h(
      `div.card${decided ? ".done" : ""}`,
      { "--c": looks.colorOf(one.code) },
      head(
        one.code,
        " in ",
        h("button.link", { onclick: go }, who ? bdi(who) : "a comment"),
        decided ? ` · decided: ${decided}` : "",
      ),
      h(
        "div.sides",
        {},
        ...codings.map((coding) => side(coding.coder, quote(coding), ...memos.about("coding", coding.id))),
        ...one.not_by.map((coder) => side(coder, h("p.quote", {}, "seen, not coded so"))),
      ),
      ...(judge && !decided ? choices(one, codings) : []),
    );
  }

  /** One of them, all of them, or not coded; and why. */
  function choices(one, codings) {
    const key = `${one.comment} ${one.code}`;
    const reason = h("textarea", {
      ...{ rows: "2", "aria-label": "Why", placeholder: "Why …" },
      onkeydown: (event) => event.stopPropagation(),
      oninput: () => reasons.set(key, reason.value),
    });
    reason.value = reasons.get(key) ?? "";
    const decide = (chosen, coded) => () => {
      if (!reason.value.trim()) return reason.focus();
      reasons.delete(key);
      reason.blur();
      v.deciding.decideDifference(one, chosen, coded, reason.value);
    };
    const by = (coder) => codings.filter((coding) => coding.coder === coder);
    return [
      reason,
      h(
        "div.buttons",
        {},
        ...one.coded_by.map((coder) => button(`${coder}’s`, decide(by(coder), true), key)),
        one.coded_by.length > 1 ? button("All of them", decide(codings, true), key) : null,
        button("Not coded", decide(codings, false), key),
        button("Memo on the code", () => v.deciding.write("code", one.code), key),
      ),
    ];
  }

  return { swatch, drawComment, drawDifferences };
}
