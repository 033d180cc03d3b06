/**
 * The page's side of %%synth in JupyterLab 4 and Notebook 7: generated cells are written in place.
 *
 * One plain file without a build: JupyterLab loads it as a module-federation container (see the end).
 * The kernel's side is codegen_magic/frontend.py. They talk like this:
 *
 *   page -> kernel   every execution request carries the tag `codegen_magic_page`: this page takes code
 *   kernel -> page   comm messages {key, client, state, cell_id, source, place, text, metadata}
 *                    state "writing": the code so far; "done": all of it; "failed": take it back
 *   page -> kernel   comm messages {type: "hello", client, late} and {type: "seen", key, cell_id}
 *                    late: the comm was open before; only such a page can have missed a last message
 *
 * A message says everything there is to know: a page that was reloaded can act on the last one alone.
 */
(() => {
  "use strict";
  const NAME = "codegen_magic";
  const MARKER = /^# synth:(?:[\w.-]+\/)?\d+:([0-9a-f]{8})\b([^\n]*)\n?/;
  const QUEUED_NOTE =
    "The step was written again while this cell waited to run: its earlier code ran. Run it once more.\n";
  const queued = new WeakSet(); // cells that were rewritten while their earlier code waited to run

  /** One open notebook, in however many views: tags its requests and writes the cells its kernel sends. */
  class Page {
    constructor(context) {
      this.notebook = context.model.sharedModel;
      this.steps = new Map(); // key -> Step that is being written
      const session = context.sessionContext;
      session.kernelChanged.connect((_, change) => this.attach(change.newValue));
      session.statusChanged.connect((_, status) => {
        if (["restarting", "autorestarting", "terminating", "dead"].includes(status)) this.giveUp();
      });
      this.attach(session.session?.kernel);
    }

    /** Follow a kernel. A second notebook on the same kernel gets no comms from JupyterLab, so no tag. */
    attach(kernel) {
      this.giveUp();
      this.kernel = kernel;
      if (!kernel?.handleComms) return;
      kernel.registerCommTarget(NAME, (comm) => this.greet(comm));
      const request = kernel.requestExecute.bind(kernel);
      kernel.requestExecute = (content, dispose, metadata) => request(content, dispose, this.tagged(metadata));
      this.greetOpen(kernel).catch(console.warn);
    }

    /** The request's metadata, and the tag that tells the kernel that this page takes code. */
    tagged(metadata) {
      const origin = metadata?.cellId && this.cell((cell) => cell.getId() === metadata.cellId);
      if (!origin) return metadata;
      const old = this.generated(origin);
      const earlier = !old ? "none" : isAsWritten(old) ? "own" : "edited";
      return { ...metadata, codegen_magic_page: { client: this.kernel.clientId, earlier } };
    }

    /** Say hello on the comms that the kernel opened before this page was there. */
    async greetOpen(kernel) {
      const reply = await kernel.requestCommInfo({ target_name: NAME });
      for (const id of Object.keys(reply.content.comms ?? {})) {
        if (!kernel.hasComm(id)) this.greet(kernel.createComm(NAME, id), true);
      }
    }

    greet(comm, late = false) {
      // In a subshell's thread our messages would run IPython's hooks beside the user's code, plots included.
      comm.commsOverSubshells = "disabled";
      comm.onMsg = (message) => this.receive(comm, message.content.data);
      comm.send({ type: "hello", client: this.kernel.clientId, late });
    }

    receive(comm, message) {
      if (message.client !== this.kernel.clientId) return; // for the same notebook in another window
      const step = this.steps.get(message.key) ?? this.begin(message);
      if (message.state === "writing") return step?.write(message.text);
      if (message.state === "done") step?.finish(message.text, message.metadata);
      else step?.takeBack();
      this.steps.delete(message.key);
      return comm.send({ type: "seen", key: message.key, cell_id: step?.target.getId() ?? "" });
    }

    /** The Step of a first message. None when its %%synth cell is gone, or when it is here already. */
    begin(message) {
      const origin = this.origin(message);
      if (!origin) return undefined;
      let target = message.place === "replace" ? origin : this.generated(origin);
      const { key, writing } = target?.getMetadata(NAME) ?? {};
      if (key === message.key ? writing === undefined : message.state === "failed") return undefined;
      const isWritten = message.place !== "replace" || MARKER.test(target.getSource()); // else a %%synth cell
      const kept = target && isWritten && !isAsWritten(target) ? target : undefined;
      const isNew = !target || Boolean(kept);
      if (isNew) target = this.insertBelow(origin);
      const step = new Step(this, message, origin, target, isNew, kept);
      this.steps.set(message.key, step);
      return step;
    }

    /** The %%synth cell that ran. A server that executes for the page tells no id: then the source must do. */
    origin({ cell_id: id, source }) {
      if (id) return this.cell((cell) => cell.getId() === id);
      const same = (cell) => cell.cell_type === "code" && cell.getSource() === source;
      return this.cell((cell) => same(cell) && cell.executionState === "running") ?? this.cell(same);
    }

    /**
     * The cell that a %%synth cell wrote before: named in its metadata, or by the marker just below. Code whose own
     * %%synth cell was deleted is of another one only if it has its words.
     */
    generated(origin) {
      const parent = (cell) => cell.getMetadata(NAME)?.step_cell;
      const own = (cell) => cell !== origin && cell.cell_type === "code" && parent(cell) === origin.getId();
      const below = this.notebook.cells.slice(this.notebook.cells.indexOf(origin) + 1);
      const found = below.find(own) ?? this.cell(own);
      if (found) return found;
      const marker = below[0]?.cell_type === "code" && MARKER.exec(below[0].getSource());
      if (!marker || this.cell((cell) => cell.getId() === parent(below[0]))) return undefined;
      const words = marker[2].trim().replace(/\.\.\.$/, "");
      const hasWords = words && origin.getSource().replace(/\s+/g, " ").includes(words);
      return !parent(below[0]) || hasWords ? below[0] : undefined;
    }

    insertBelow(origin) {
      const at = this.notebook.cells.indexOf(origin) + 1;
      return this.notebook.insertCell(at, { cell_type: "code", source: "", metadata: { trusted: true } });
    }

    cell(wanted) {
      return this.notebook.cells.find(wanted);
    }

    /** The kernel is gone, and with it whoever would finish these cells. */
    giveUp() {
      for (const step of this.steps.values()) step.takeBack();
      this.steps.clear();
    }
  }

  /** One cell while it is written. What the user types into it meanwhile is theirs and is left alone. */
  class Step {
    /** isNew: the cell was made for this step. kept: the edited cell that it could not take. */
    constructor(page, { key, place }, origin, target, isNew, kept) {
      const { writing, ...metadata } = target.getMetadata(NAME) ?? {}; // writing: left by a lost page
      Object.assign(this, { page, key, place, origin, target, kept, metadata });
      this.text = target.getSource(); // what we last put there
      this.before = writing ?? this.text;
      this.isNew = isNew || writing === "";
    }

    get there() {
      return this.page.notebook.cells.includes(this.target);
    }

    /** Whether the cell still holds what we put there. */
    get ours() {
      return this.there && this.target.getSource() === this.text;
    }

    /** Change the text from where it differs, outside the undo history. */
    put(text) {
      let same = 0;
      while (same < text.length && text[same] === this.text[same]) same++;
      const rest = text.slice(same);
      this.page.notebook.transact(() => this.target.updateSource(same, this.text.length, rest), false);
      this.text = text;
    }

    mark(metadata) {
      const own = { step_cell: this.origin.getId(), key: this.key, sha256: sha256(this.text) };
      this.target.setMetadata(NAME, { ...metadata, ...own });
    }

    write(text) {
      if (!this.ours) return;
      this.put(text);
      if (this.place !== "replace") this.mark({ ...this.metadata, writing: this.isNew ? "" : this.before });
    }

    finish(text, metadata) {
      if (!this.there) return; // deleted meanwhile: not wanted
      if (!this.ours) {
        this.kept = this.target; // the user typed into it: the code gets another cell
        this.target = this.page.insertBelow(this.origin);
        Object.assign(this, { text: "", isNew: true });
      }
      if (this.isNew || text === this.before) this.put(text);
      else this.replace(text);
      if (Object.keys(metadata).length || this.place !== "replace") this.mark(metadata);
      else this.target.deleteMetadata(NAME); // a step that was unfolded
      this.kept?.setMetadata(NAME, { ...this.kept.getMetadata(NAME), step_cell: "", writing: undefined });
    }

    /** New text as one change that can be undone. Output of the earlier code goes. */
    replace(text) {
      this.put(this.before);
      this.target.setSource(text);
      this.text = text;
      if (this.place === "replace") return;
      if (this.target.executionState === "running") queued.add(this.target);
      this.target.setOutputs([]);
      this.target.execution_count = null;
    }

    /** The step failed: as if it had never been. */
    takeBack() {
      if (!this.ours) return;
      const { notebook } = this.page;
      if (this.isNew) notebook.transact(() => notebook.deleteCell(notebook.cells.indexOf(this.target)), false);
      else this.put(this.before);
      if (!this.isNew && this.place !== "replace") this.mark(this.metadata);
    }
  }

  /** After each executed cell: say so where what ran is not what the cell shows. */
  function noteQueued(cell) {
    if (!queued.delete(cell)) return;
    cell.setOutputs([{ output_type: "stream", name: "stderr", text: QUEUED_NOTE }, ...cell.getOutputs()]);
  }

  /** Whether nobody has changed a generated cell: by the hash in its metadata, or the one in its marker. */
  function isAsWritten(cell) {
    const source = cell.getSource();
    const hash = cell.getMetadata(NAME)?.sha256;
    if (hash) return sha256(source) === hash;
    return source.split(/^(?=# synth:)/m).every((part) => {
      const marker = MARKER.exec(part);
      return marker && sha256(part.slice(marker[0].length).replace(/^\n+|\n+$/g, "")).startsWith(marker[1]);
    });
  }

  /** SHA-256 of a text as UTF-8, in hex. The browser's own is missing on pages served without TLS. */
  function sha256(text) {
    const bytes = [...new TextEncoder().encode(text)];
    const bits = 8 * bytes.length;
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (let i = 7; i >= 0; i--) bytes.push(Math.floor(bits / 256 ** i) & 255);
    const primes = [];
    for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
    const fraction = (x) => ((x % 1) * 2 ** 32) | 0;
    const k = primes.map((p) => fraction(Math.cbrt(p)));
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    let state = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
    for (let start = 0; start < bytes.length; start += 64) {
      const w = [];
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i++) {
        const [x, y] = [w[i - 15], w[i - 2]];
        const [s0, s1] = [turn(x, 7) ^ turn(x, 18) ^ (x >>> 3), turn(y, 17) ^ turn(y, 19) ^ (y >>> 10)];
        if (i < 16) w[i] = bytes.slice(start + 4 * i, start + 4 * i + 4).reduce((n, byte) => (n << 8) | byte, 0);
        else w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
        const t1 = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i];
        const t2 = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        [a, b, c, d, e, f, g, h] = [(t1 + t2) | 0, a, b, c, (d + t1) | 0, e, f, g];
      }
      state = [a, b, c, d, e, f, g, h].map((value, i) => (value + state[i]) | 0);
    }
    return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  // What module federation asks for: `init` hands over JupyterLab's own modules, `get` yields our plugin.
  let shared = {};

  async function plugin() {
    const [notebookModule] = Object.values(shared["@jupyterlab/notebook"]); // of the one version there is
    const { INotebookTracker, NotebookActions } = (await notebookModule.get())();
    const activate = (app, tracker) => {
      const pages = new WeakMap();
      const open = (panel) => pages.has(panel.context) || pages.set(panel.context, new Page(panel.context));
      tracker.forEach(open);
      tracker.widgetAdded.connect((_, panel) => open(panel));
      NotebookActions.executed.connect((_, { cell }) => noteQueued(cell.model.sharedModel));
    };
    const description = "Generated cells of %%synth are written in place.";
    return { id: `${NAME}:plugin`, description, autoStart: true, requires: [INotebookTracker], activate };
  }

  window._JUPYTERLAB = window._JUPYTERLAB ?? {};
  window._JUPYTERLAB[NAME] = {
    init: (scope) => {
      shared = scope;
    },
    get: async () => {
      const module = { __esModule: true, default: await plugin() };
      return () => module;
    },
  };
})();
