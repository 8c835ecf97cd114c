package api

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"pheduyet/internal/ledger"
	"pheduyet/internal/proposal"
	"pheduyet/internal/why"
)

// Evidence tells a proposal as drafted, with its files and its comparison, signed.
func (w *world) Evidence(_ context.Context, id string) (ledger.Bundle, error) {
	c, b := w.cases[id], ledger.Bundle{}
	if err := w.fault(); err != nil {
		return b, err
	}
	if w.unsigned {
		return b, proposal.Errorf(proposal.CodeUnavailable, "Chưa ký.", "Not signed yet.")
	}
	told := []map[string]any{{"data": map[string]any{"facts": c.Facts}, "state": proposal.Progress{ID: id, Status: proposal.Draft, Agency: c.Agency}}}
	actions := []string{"drafted"}
	for _, f := range c.Attachments {
		told, actions = append(told, map[string]any{"data": f, "state": told[0]["state"]}), append(actions, "attached")
	}
	if c.Screening != nil {
		body, err := ledger.Canonical(c.Screening)
		if err != nil {
			return b, err
		}
		b.Screenings = [][]byte{body}
		told = append(told, map[string]any{"data": map[string]any{"id": c.Screening.ID, "sha256": ledger.HashBytes(body).String()}, "state": told[0]["state"]})
		actions = append(actions, "screened")
	}
	var head ledger.Head
	var frontier ledger.Frontier
	var hashes ledger.Hashes
	for i, data := range told {
		e, stored, err := ledger.New(head, ledger.Entry{Proposal: id, At: w.now, Action: actions[i], Payload: raw(data), Actor: ledger.Actor{Account: "account-filer", Name: "Người filer", Agency: c.Agency}})
		if err != nil {
			return b, err
		}
		head = e.Head()
		b.Entries = append(b.Entries, stored)
		hashes = append(hashes, frontier.Append(ledger.LeafHash(stored))...)
	}
	size := int64(len(b.Entries))
	for i := range size {
		p, err := ledger.ProveInclusion(size, i, hashes)
		if err != nil {
			return b, err
		}
		b.Proofs = append(b.Proofs, p)
	}
	var err error
	b.Checkpoint, err = ledger.SignCheckpoint(ledger.Checkpoint{Origin: w.tree.key.Origin(), Size: size, Root: frontier.Root()}, w.tree.key)
	return b, err
}

func (w *world) EvidenceRead(_ context.Context, a proposal.Actor, id, number string, files bool) error {
	w.reads = append(w.reads, evidenceRead{a.Account, id, number, files})
	return w.fault()
}

// newSigned is a world whose ledger has a key.
func newSigned(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	w.tree.grow(t, 1)
	w.serve(t, Limits{})
	return w
}

// evidenceRead is a read as the world keeps it.
type evidenceRead struct {
	account, id, number string
	files               bool
}

// bundle verifies an answer and gives the names and contents of its files.
func (w *world) bundle(t testing.TB, r reply) map[string]string {
	t.Helper()
	r.want(200)
	if got := r.Header.Get("Content-Type"); got != "application/zip" {
		t.Errorf("Content-Type %q", got)
	}
	if _, err := ledger.VerifyBundle(bytes.NewReader(r.Body), int64(len(r.Body)), w.tree.key.Public()); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(r.Body), int64(len(r.Body)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(content)
	}
	return files
}

func within(files map[string]string, folder string) (n int) {
	for name := range files {
		if strings.HasPrefix(name, folder+"/") {
			n++
		}
	}
	return n
}

func TestEvidenceVerifiesAndIsTheSameEveryTime(t *testing.T) {
	w := newSigned(t)
	path := w.filed(t)
	w.attach(t, "filer", path, "", uploaded{name: "a.png", content: png}).want(201)
	first := w.get(t, "auditor", path+"/evidence")
	files := w.bundle(t, first)
	if within(files, "documents") != 1 || within(files, "screenings") != 1 {
		t.Errorf("%d documents, %d screenings", within(files, "documents"), within(files, "screenings"))
	}
	page := files["vi-sao.html"]
	for _, want := range []string{`lang="vi"`, "Vì sao?", "Lập hồ sơ", w.tree.key.Public().Fingerprint().String(), "@page { size: A4"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, outside := range []string{"http:", "https:", "src=", "href=", "<script", "url(", "@import"} {
		if strings.Contains(page, outside) {
			t.Errorf("the page refers outside: %q", outside)
		}
	}
	if again := w.get(t, "auditor", path+"/evidence?documents=files"); !bytes.Equal(first.Body, again.want(200).Body) {
		t.Error("read again it has other bytes")
	}
	hashes := w.bundle(t, w.get(t, "auditor", path+"/evidence?documents=hashes"))
	if within(hashes, "documents") != 0 || within(hashes, "screenings") != 1 {
		t.Errorf("hashes alone: %d documents", within(hashes, "documents"))
	}
	id := strings.TrimPrefix(path, "/proposals/")
	for file, f := range w.files {
		f.Sealed = true
		w.files[file] = f
	}
	if n := within(w.bundle(t, w.get(t, "auditor", path+"/evidence")), "documents"); n != 0 {
		t.Errorf("%d files that were sealed away", n)
	}
	want := evidenceRead{"account-auditor", id, w.cases[id].Number, true}
	if len(w.reads) != 4 || w.reads[0] != want || w.reads[2].files {
		t.Errorf("noted %+v, want four like %+v", w.reads, want)
	}
	w.get(t, "auditor", path+"/evidence?documents=all").refused(422, "invalid", "documents")
}

// What is hidden from a reader of the proposal is not in the reader's evidence.
func TestEvidenceHidesWhatTheProposalHides(t *testing.T) {
	w := newSigned(t)
	path := w.filed(t)
	w.attach(t, "filer", path, "", uploaded{name: "a.png", content: png, fields: map[string]string{"kind": "security_dossier"}}).want(201)
	w.attach(t, "filer", path, "", uploaded{name: "b.docx", content: docx(t, "<t>Tờ trình</t>")}).want(201)
	id := strings.TrimPrefix(path, "/proposals/")
	c := w.cases[id]
	c.Screening = &proposal.Screening{ID: "s", Note: "có 1 mục", Matches: []proposal.Match{{ID: "DX-2026-000900", Name: "Của sở khác", Proposal: true}}}
	w.cases[id] = c
	for who, want := range map[string][2]int{"filer": {2, 0}, "treasurer": {1, 0}, "admin": {0, 0}} {
		files := w.bundle(t, w.get(t, who, path+"/evidence"))
		if got := [2]int{within(files, "documents"), within(files, "screenings")}; got != want {
			t.Errorf("%s has %v documents and screenings, want %v", who, got, want)
		}
		for name, content := range files {
			if strings.Contains(content, "Của sở khác") {
				t.Errorf("%s reads of another's proposal in %s", who, name)
			}
		}
	}
	w.get(t, "other", path+"/evidence").refused(404, "not_found")
	c.Status = proposal.Approved
	w.cases[id] = c
	w.get(t, "other", path+"/evidence").refused(403, "forbidden")
	if slices.ContainsFunc(w.reads, func(r evidenceRead) bool { return r.account == "account-other" }) {
		t.Error("a refused read is noted")
	}
}

// While the filing agency changes what it filed, outsiders wait for it.
func TestEvidenceTellsNobodyElseWhatIsNotFiled(t *testing.T) {
	w := newSigned(t)
	path := w.filed(t)
	id := strings.TrimPrefix(path, "/proposals/")
	c := w.cases[id]
	c.Status, c.Facts.Summary = proposal.Returned, "chưa gửi"
	w.cases[id] = c
	for who, status := range map[string]int{"filer": 200, "auditor": 200, "reviewer": 409, "admin": 409} {
		if got := w.get(t, who, path+"/evidence"); got.Code != status {
			t.Errorf("%s: %d, want %d: %s", who, got.Code, status, got.Body)
		}
	}
}

func TestEvidenceIsUnavailableWhileNothingSigns(t *testing.T) {
	w := newSigned(t)
	path := w.filed(t)
	w.unsigned = true
	got := w.get(t, "filer", path+"/evidence").refused(503, "unavailable")
	if got.Header.Get("Retry-After") == "" {
		t.Error("nothing says when to come again")
	}
	if len(w.reads) != 0 {
		t.Errorf("noted %+v", w.reads)
	}
	var problem struct{ Title string }
	if err := json.Unmarshal(got.Body, &problem); err != nil || problem.Title == "" {
		t.Errorf("%v %s", err, got.Body)
	}
}

func TestTheTraceTellsNobodyElseWhatIsNotFiled(t *testing.T) {
	events := func() []why.Event {
		var list []why.Event
		for _, action := range []string{"edited", "submitted", "returned", "edited", "attached"} {
			list = append(list, why.Event{TraceEvent: proposal.TraceEvent{Action: action, Data: json.RawMessage("{}")}, Texts: []string{"/data/facts/name"}})
		}
		return list
	}()
	hideEdits(events)
	for i, e := range events {
		if hidden := e.Data == nil && e.Texts == nil; hidden != (i == 3) {
			t.Errorf("event %d %s: hidden %v", i, e.Action, hidden)
		}
	}
}
