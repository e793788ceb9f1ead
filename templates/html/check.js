// What this page checks about itself in the browser that shows it. It asks nobody and sends nothing, and it shows
// texts only as text. It proves that the signatures fit the terms inside, and it finds careless changes of the page;
// whoever can write a page can write its script, too, so `charter verify FILE` is the check for who does not trust it.
"use strict";

const NAMESPACE = "charter-consent-v1";
const METHODS = ["attested", "external", "ssh", "pdf"]; // weakest first
const CURVES = {
  nistp256: { namedCurve: "P-256", hash: "SHA-256", size: 32 },
  nistp384: { namedCurve: "P-384", hash: "SHA-384", size: 48 },
  nistp521: { namedCurve: "P-521", hash: "SHA-512", size: 66 },
};
const ARMOR = /^-----BEGIN SSH SIGNATURE-----\n((?:[A-Za-z0-9+/]{1,76}\n)*[A-Za-z0-9+/]{1,76}={0,2})\n-----END SSH SIGNATURE-----\n?$/;
const SMALL_ORDER = [ // under such an Ed25519 key, without the sign of x, one signature fits many texts
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

class Unable extends Error {} // this browser cannot check it; nothing is said about whether it holds

// --- bytes -----------------------------------------------------------------------------------------------------

const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

function fromBase64(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (base64(bytes) !== text) throw new Error("it is not written as base64 is");
  return bytes;
}

function joined(...parts) {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function inFour(number) {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255);
}

function withLength(bytes) {
  return joined(inFour(bytes.length), bytes);
}

async function hashed(name, bytes) {
  if (!globalThis.crypto?.subtle) throw new Unable("this browser does no cryptography for this page");
  return new Uint8Array(await crypto.subtle.digest(name, bytes));
}

async function digestOf(text) {
  return `sha256:${hex(await hashed("SHA-256", utf8(text)))}`;
}

// --- SSH keys and signatures (OpenSSH's PROTOCOL.sshsig) ----------------------------------------------------------

class Wire {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  take(length) {
    if (this.at + length > this.bytes.length) throw new Error("it is cut short");
    this.at += length;
    return this.bytes.slice(this.at - length, this.at);
  }
  number() {
    return this.take(4).reduce((sum, byte) => sum * 256 + byte, 0);
  }
  string() {
    return this.take(this.number());
  }
  name() {
    const name = String.fromCharCode(...this.string());
    if (!/^[!-~]{1,64}$/.test(name)) throw new Error("a name in it is not written in plain letters");
    return name;
  }
  integer() { // a number above zero, written shortest
    const raw = this.string();
    if (!raw.length || raw[0] & 128 || (raw[0] === 0 && !(raw[1] & 128))) throw new Error("a number in it is not written as SSH writes it");
    return raw[0] === 0 ? raw.slice(1) : raw;
  }
  done() {
    if (this.at !== this.bytes.length) throw new Error("more follows behind its end");
  }
}

function readKey(blob) {
  const wire = new Wire(blob);
  const key = { kind: wire.name(), blob };
  if (key.kind === "ssh-rsa") {
    key.exponent = wire.integer();
    key.modulus = wire.integer();
  } else {
    if (key.kind.includes("ecdsa-")) key.curve = wire.name();
    key.point = wire.string();
    if (key.kind.startsWith("sk-")) key.application = wire.string();
  }
  wire.done();
  return key;
}

function readSignature(armored) {
  const found = ARMOR.exec(armored);
  if (!found) throw new Error("it is no SSH signature");
  const wire = new Wire(fromBase64(found[1].replaceAll("\n", "")));
  if (String.fromCharCode(...wire.take(6)) !== "SSHSIG" || wire.number() !== 1) throw new Error("it is no SSH signature");
  const key = readKey(wire.string());
  const namespace = wire.name();
  const reserved = wire.string();
  const hash = wire.name();
  const inner = new Wire(wire.string());
  wire.done();
  if (reserved.length) throw new Error("it holds something in a place that is reserved");
  const signature = { key, namespace, hash, scheme: inner.name(), raw: inner.string() };
  if (key.kind.startsWith("sk-")) signature.moment = inner.take(5);
  inner.done();
  return signature;
}

async function fingerprint(key) {
  return `SHA256:${base64(await hashed("SHA-256", key.blob)).replaceAll("=", "")}`;
}

async function fits(signature, statement) {
  const names = { sha256: "SHA-256", sha512: "SHA-512" };
  if (!names[signature.hash]) throw new Error(`its text was hashed as ${signature.hash}`);
  const message = await hashed(names[signature.hash], utf8(statement));
  const parts = [utf8(signature.namespace), [], utf8(signature.hash), message];
  let signed = joined(utf8("SSHSIG"), ...parts.map(withLength));
  const { key, moment } = signature;
  if (moment) {
    if (!(moment[0] & 1)) throw new Error("nobody touched the security key when it was made");
    signed = joined(await hashed("SHA-256", key.application), moment, await hashed("SHA-256", signed));
  }
  return holds(key, signature, signed);
}

async function holds(key, { scheme, raw }, signed) {
  const allowed = key.kind === "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256"] : [key.kind];
  if (!allowed.includes(scheme)) throw new Error(`it was signed as ${scheme}, which does not count for its key`);
  if (key.kind === "ssh-rsa") return holdsRsa(key, scheme, raw, signed);
  if (["ssh-ed25519", "sk-ssh-ed25519@openssh.com"].includes(key.kind)) return holdsEd25519(key, raw, signed);
  const curve = CURVES[key.curve];
  if (!curve || !key.kind.includes(`-${key.curve}`)) throw new Error(`${key.kind} is no kind of key that is used here`);
  if (key.point.length !== 1 + 2 * curve.size || key.point[0] !== 4) throw new Error(`it holds no point of the curve ${key.curve}`);
  const wire = new Wire(raw);
  const pair = joined(sized(wire.integer(), curve.size), sized(wire.integer(), curve.size));
  wire.done();
  return tried("raw", key.point, { name: "ECDSA", ...curve }, pair, signed);
}

function holdsEd25519(key, raw, signed) {
  const point = key.point.slice();
  point[31] &= 127;
  if (key.point.length !== 32 || raw.length !== 64 || SMALL_ORDER.includes(hex(point))) throw new Error("it is no real key");
  return tried("raw", key.point, { name: "Ed25519" }, raw, signed);
}

function holdsRsa(key, scheme, raw, signed) {
  if (key.modulus.length < 384 || (key.modulus.length === 384 && key.modulus[0] < 128)) throw new Error("its RSA key has fewer than 3072 bits");
  const url = (bytes) => base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const jwk = { kty: "RSA", n: url(key.modulus), e: url(key.exponent) };
  const hash = scheme === "rsa-sha2-256" ? "SHA-256" : "SHA-512";
  return tried("jwk", jwk, { name: "RSASSA-PKCS1-v1_5", hash }, raw, signed);
}

async function tried(format, material, algorithm, raw, signed) {
  if (!globalThis.crypto?.subtle) throw new Unable("this browser does no cryptography for this page");
  let key;
  try {
    key = await crypto.subtle.importKey(format, material, algorithm, false, ["verify"]);
  } catch (error) {
    if (error.name === "NotSupportedError") throw new Unable(`this browser cannot check ${algorithm.name} signatures`);
    throw new Error("its key cannot be used");
  }
  return crypto.subtle.verify(algorithm, key, raw, signed);
}

function sized(number, size) {
  if (number.length > size) throw new Error("a number in it is too large");
  return joined(new Uint8Array(size - number.length), number);
}

// --- the page ------------------------------------------------------------------------------------------------------

// Everything that stands on the page, in a form that any reader of HTML comes to: elements, their attributes, texts.
function told(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [`-${node.data}`] : [];
  if (node.nodeType !== Node.ELEMENT_NODE) return ["!"];
  const attributes = [...node.attributes].map(({ name, value }) => `@${name}=${value}`);
  return [`(${node.localName}`, ...attributes.sort(), ...[...node.childNodes].flatMap(told), ")"];
}

function pageText() {
  const style = [...document.querySelectorAll("style")].flatMap(told);
  return [...told(document.querySelector("title")), ...style, ...[...document.body.childNodes].flatMap(told)].join("\0");
}

// --- the checks: each gives a state and words; pieces that a party wrote pass through theirs() ------------------

const good = (...pieces) => ({ state: "good", pieces });
const bad = (...pieces) => ({ state: "bad", pieces });
const open = (...pieces) => ({ state: "open", pieces });
const textOf = (value) => (typeof value === "string" ? value : ""); // what is withheld or open is a mapping
const theirs = (text) => ({ tag: "bdi", text: String(text) });
const code = (text) => ({ tag: "code", text });

async function pageCheck(page) {
  const claimed = document.querySelector('meta[name="charter-page"]')?.content;
  if ((await digestOf(page)) === claimed) return good("nothing on this page was changed since it was written");
  return bad("this page is not as it was written: the file was changed, or something in this browser changed it, such as an extension or a translation");
}

async function termsCheck(data) {
  const digest = await digestOf(data.terms);
  const shown = [...document.querySelectorAll(".terms-digest")].map((element) => element.textContent);
  if (shown.length && shown.every((text) => text === digest)) return good("the terms inside have the digest that is shown: ", code(digest));
  return bad("the terms inside have the digest ", code(digest), ", which is not the one that is shown");
}

function holdersOf(people, role, day) {
  const holders = people?.roles?.[role];
  const within = (holder) => !(holder.from > day) && !(holder.to < day);
  return Array.isArray(holders) ? holders.filter(within) : [];
}

function maySign(said, people) {
  const signatories = Array.isArray(people.signatories) ? people.signatories : ["sponsor"];
  const deputies = signatories.flatMap((role) => holdersOf(people, role, said.date).map((holder) => holder.deputy));
  return [...signatories, ...deputies].includes(said.role);
}

// Who owns the relationship signs a later revision that changes only who does what; what it changes no page can tell.
function ownsRelationship(said, terms) {
  const role = terms.governance?.owners?.relationship?.[said.party];
  return terms.revision !== "1" && role === `${said.party}.${said.role}`;
}

// Why a consent is none to these terms by what it says; undefined where nothing speaks against it.
function misfit(said, terms, digest, people) {
  if (said.charter !== terms.id) return ["it was given to another charter, ", theirs(said.charter)];
  if (said.subject !== `r${terms.revision}`) return ["it was given to ", theirs(said.subject), ", not to revision ", theirs(terms.revision)];
  if (said.digest !== digest) return ["it was given to other words, those with the digest ", theirs(said.digest)];
  if (!people) return ["there is no people file of ", theirs(said.party)];
  if (!maySign(said, people) && !ownsRelationship(said, terms)) return ["the role ", theirs(said.role), " does not sign for ", theirs(said.party)];
  const named = holdersOf(people, said.role, said.date).some((holder) => holder.name === said.person);
  if (!named) return [theirs(said.person), " did not hold the role ", theirs(said.role), " on ", theirs(said.date)];
  const least = terms.signing?.least ?? "attested";
  if (METHODS.indexOf(said.method) < METHODS.indexOf(least)) return ["it was given as ", theirs(said.method), ", and these terms count nothing weaker than ", theirs(least)];
  return undefined;
}

function pins(people, blob) {
  const lines = Object.values(people?.roles ?? {}).flatMap((holders) => (Array.isArray(holders) ? holders : []));
  return lines.some((holder) => textOf(holder.key).trim().split(/\s+/)[1] === base64(blob));
}

async function keyCheck(consent, said, people) {
  const signature = readSignature(consent.signature);
  const print = await fingerprint(signature.key);
  const own = holdersOf(people[said.party], said.role, said.date).filter((holder) => holder.name === said.person);
  if (said.key !== print || !pins({ roles: { own } }, signature.key.blob)) return bad("it was made with the key ", code(print), ", which is not the one pinned for ", theirs(said.person));
  const others = Object.keys(people).filter((party) => party !== said.party && pins(people[party], signature.key.blob));
  if (others.length) return bad("its key is also a key of ", theirs(others.join(", ")));
  if (signature.namespace !== NAMESPACE) return bad("it was made for something else, ", theirs(signature.namespace));
  if (!(await fits(signature, consent.statement))) return bad("it does not fit: this is not what was signed, or not with this key");
  return { ...good("signed with the key ", code(print)), print, brief: ["it fits these terms and this key"] };
}

async function methodCheck(consent, said, people) {
  if (said.method === "ssh") return keyCheck(consent, said, people);
  if (said.method === "attested") {
    if ((await digestOf(consent.statement)) !== consent.signature) return bad("something in it was changed after it was written");
    return open("a typed name, which proves no person: ask them");
  }
  if (said.method === "external") return open("signed outside, in ", theirs(`signed/${consent.signature?.file}`), ": look at that file");
  if (said.method === "pdf") return open("signed inside the PDF, which no browser checks: run charter verify on that PDF");
  return bad("it was given in a way that this page does not know");
}

async function consentCheck(consent, data) {
  const said = JSON.parse(consent.statement);
  const { terms, digest, people } = data;
  let check;
  try {
    const wrong = misfit(said, terms, digest, people[said.party]);
    check = wrong ? bad(...wrong) : await methodCheck(consent, said, people);
    if (check.state === "good" && !maySign(said, people[said.party])) check = open(...check.pieces, ", as who owns the relationship: that counts only where nothing changes but who does what, so run charter verify");
  } catch (error) {
    check = error instanceof Unable ? open(error.message) : bad("it cannot be used: ", error.message);
  }
  if (check.state !== "bad" && said.says !== "sign") check = bad("declined: ", theirs(said.reason ?? "no reason given"));
  return { ...check, said };
}

// A person who speaks for two parties, by the look of the name or by the mail address.
function sharedPerson(given, people) {
  const marks = ({ said }) => {
    const name = String(said.person).normalize("NFKC").toLowerCase().split(/\s+/).join(" ").trim();
    const mails = holdersOf(people[said.party], said.role, said.date).filter((holder) => holder.name === said.person).map((holder) => textOf(holder.email).toLowerCase());
    return [name, ...mails.filter(Boolean)];
  };
  const pairs = given.flatMap((one, at) => given.slice(at + 1).map((other) => [one, other]));
  const found = pairs.find(([one, other]) => one.said.party !== other.said.party && marks(one).some((mark) => marks(other).includes(mark)));
  return found ? [bad(theirs(found[0].said.person), " signs for ", theirs(found[0].said.party), " and for ", theirs(found[1].said.party))] : [];
}

function partyCheck(party, name, checks) {
  const own = checks.filter((check) => check.said.party === party);
  if (!own.length) return { state: "missing", pieces: [theirs(name), " has not signed these terms"] };
  const best = own.find((check) => check.state === "good") ?? own.find((check) => check.state === "open") ?? own[0];
  const { person, role, date } = best.said;
  return { state: best.state, pieces: [theirs(name), ": ", theirs(person), ", ", theirs(role), ", on ", theirs(date), ": ", ...best.pieces] };
}

// --- the verdict -----------------------------------------------------------------------------------------------------

const MARKS = { good: "✓", bad: "✗", open: "?", missing: "–", unsigned: "–" };
const SPOKEN = { good: "holds: ", bad: "does not hold: ", open: "not proved here: ", missing: "missing: " };
const VOICE = "Whose keys they are, no page can prove: call the other side on a number you know, and read these fingerprints to each other.";
const VERDICTS = {
  good: ["Signed by all parties, unchanged", `This browser has checked it by itself. The holders of the keys below signed exactly these terms. ${VOICE}`],
  open: ["Not everything can be checked here", "Nothing was found wrong, and not every signature could be proved by this browser. What is open stands below."],
  missing: ["Not signed by all parties", "Nothing was found wrong, and signatures are missing. What is signed fits these terms."],
  unsigned: ["Not signed by anybody yet", "Nothing was found wrong. These terms are what one party proposes or drafts, and no party has signed them."],
  bad: ["Do not rely on this page", "Something on it does not hold; the reason stands below. Ask whoever sent it for the file anew, or run charter verify on it."],
};

function verdictOf(checks) {
  return ["bad", "missing", "open"].find((state) => checks.some((check) => check.state === state)) ?? "good";
}

function filled(element, pieces) {
  const nodes = pieces.map((piece) => {
    if (typeof piece === "string") return document.createTextNode(piece);
    const own = document.createElement(piece.tag);
    own.textContent = piece.text;
    return own;
  });
  element.replaceChildren(...nodes);
}

function showCheck(element, check, brief) {
  element.dataset.state = check.state;
  filled(element, [`${MARKS[check.state]} `, SPOKEN[check.state], ...((brief && check.brief) || check.pieces)]);
}

function show(state, checks, prints) {
  const [title, text] = VERDICTS[state];
  document.getElementById("verdict").dataset.state = state;
  document.getElementById("verdict-title").textContent = `${MARKS[state]} ${title}`;
  document.getElementById("verdict-text").textContent = state !== "good" && prints.length ? `${text} ${VOICE}` : text;
  const items = checks.map((check) => {
    const item = document.createElement("li");
    showCheck(item, check);
    return item;
  });
  document.getElementById("verdict-checks").replaceChildren(...items);
}

async function checked() {
  const page = pageText(); // before anything is written on it
  const data = JSON.parse(document.getElementById("charter-data").textContent);
  const checks = [await pageCheck(page), await termsCheck(data)];
  const terms = JSON.parse(data.terms);
  const { people } = data;
  const ground = { terms, people, digest: await digestOf(data.terms) };
  const given = await Promise.all(data.consents.map((consent) => consentCheck(consent, ground)));
  const shown = [...document.querySelectorAll("[data-consent]")];
  if (shown.length !== given.length) checks.push(bad("the signatures inside are not the ones that are shown"));
  shown.forEach((element) => showCheck(element, given[element.dataset.consent] ?? bad("it is not inside"), true));
  const named = Object.entries(terms.parties ?? {});
  const parties = named.some(([id]) => ["none", "tbd", "undisclosed"].includes(id)) ? [] : named;
  if (!parties.length) checks.push({ state: "missing", pieces: ["these terms name no parties yet"] });
  checks.push(...parties.map(([id, party]) => partyCheck(id, textOf(party.name) || id, given)));
  checks.push(...sharedPerson(given, people));
  const strangers = given.filter((check) => check.state === "bad" && !parties.some(([id]) => id === check.said.party));
  checks.push(...strangers.map((check) => bad("a signature of ", theirs(check.said.party), ": ", ...check.pieces)));
  const state = verdictOf([...checks, ...given]);
  show(state === "missing" && !given.length ? "unsigned" : state, checks, given.filter((check) => check.print));
}

document.addEventListener("DOMContentLoaded", () => {
  checked().catch((error) => {
    const unable = error instanceof Unable;
    const check = unable ? open(error.message) : bad("the page cannot be read: ", error.message);
    show(unable ? "open" : "bad", [check], []);
  });
});
