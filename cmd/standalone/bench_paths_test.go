package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"pheduyet/internal/apitest"
)

// proposals waits, as drafts with their ministry's reply, to be submitted and
// decided over plain HTTP.
type proposals struct {
	base     string
	http     *http.Client
	tokens   map[string]string // by account
	drafts   chan apitest.Proposal
	steps    []step       // the decisions that people take, in order
	officers atomic.Int64 // duplication checks that wanted an officer
}

// step is one gate's approval, the same for every proposal.
type step struct {
	gate, account string
	body          any
}

const filer = "filer-so-y-te"

// newPaths learns the approvals from one proposal and drafts the others.
func newPaths(b *testing.B, m *machine, n int) *proposals {
	b.Helper()
	c := m.client(b)
	p := &proposals{
		base: "http://" + m.listener.Addr().String() + apitest.Prefix, drafts: make(chan apitest.Proposal, n),
		http:   &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 2 * clients}},
		tokens: map[string]string{filer: c.SignIn(filer)},
	}
	p.learn(b, c)
	perform(b, clients, n, func(timed func(func() error) error) error { return timed(p.draft) })
	return p
}

func (p *proposals) learn(b *testing.B, c *apitest.Client) {
	b.Helper()
	at := c.Consult(b, c.Draft(b, "so-y-te", unlike()), "agree")
	at = c.Submit(b, at)
	for g, open := at.Open(); open; g, open = at.Open() {
		account := apitest.Deciders[g.Authority]
		if p.tokens[account] == "" {
			p.tokens[account] = c.SignIn(account)
		}
		body := c.Intended(b, at, g, nil)
		if g.Kind != "duplication_check" {
			p.steps = append(p.steps, step{g.ID, account, body})
		}
		at = c.As(account).POST(at.DecisionPath(g.ID), body).Want(b, 200).Proposal()
	}
	if len(p.steps) != updatesEach || at.Status != "approved" {
		b.Fatalf("%d decisions and status %q: the two sides do not compare", len(p.steps), at.Status)
	}
}

// draft prepares a proposal up to its submission.
func (p *proposals) draft() error {
	var drafted apitest.Proposal
	if err := p.post(filer, "/proposals", unlike(), 201, &drafted); err != nil {
		return err
	}
	for _, part := range []map[string]any{
		{"letter": map[string]any{"number": "55/" + apitest.Unique(), "date": apitest.Today()}},
		{"reply": map[string]any{"number": "77/" + apitest.Unique(), "date": apitest.Today(), "position": "agree"}},
	} {
		if err := p.post(filer, drafted.Path("/consultation"), part, 200, nil); err != nil {
			return err
		}
	}
	p.drafts <- drafted
	return nil
}

// one submits a draft and takes it to the provincial decision. Decisions that
// every proposal needs are timed.
func (p *proposals) one(timed func(func() error) error) error {
	at := <-p.drafts
	submission := map[string]any{"document": apitest.Paper("Về việc đề nghị phê duyệt chủ trương")}
	if err := p.post(filer, at.Path("/submission"), submission, 200, &at); err != nil {
		return err
	}
	if g, _ := at.Open(); g.Kind == "duplication_check" {
		if err := p.compare(at, g); err != nil {
			return err
		}
	}
	for _, s := range p.steps {
		if err := timed(func() error { return p.post(s.account, at.DecisionPath(s.gate), s.body, 200, nil) }); err != nil {
			return err
		}
	}
	return nil
}

// compare finds every match of weight to be something else.
func (p *proposals) compare(at apitest.Proposal, g apitest.Gate) error {
	p.officers.Add(1)
	account := apitest.Deciders[g.Authority]
	var read apitest.Dossier
	if err := p.ask(account, http.MethodGet, at.Path(""), nil, 200, &read); err != nil {
		return err
	}
	findings := []map[string]any{}
	for _, m := range read.Screening.Matches {
		if m.Weighty {
			findings = append(findings, map[string]any{"entry_id": m.ID, "finding": "different", "note": "Khác nghiệp vụ và phạm vi."})
		}
	}
	d := apitest.Decision{"outcome": "approve", "documents": []any{apitest.Paper("Ý kiến về tính trùng lặp")}}
	return p.post(account, at.DecisionPath(g.ID), d.Detail("findings", findings), 200, nil)
}

func (p *proposals) post(account, path string, body any, want int, answer any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return p.ask(account, http.MethodPost, path, data, want, answer)
}

// ask reads the answer only where it is wanted; a nil answer costs the client
// nothing.
func (p *proposals) ask(account, method, path string, body []byte, want int, answer any) error {
	req, err := http.NewRequest(method, p.base+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+p.tokens[account])
	req.Header.Set("Content-Type", "application/json")
	resp, err := p.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	said, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != want {
		return fmt.Errorf("%s %s = %d: %s", method, path, resp.StatusCode, said)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(said, answer)
}

// unlike gives facts that resemble nothing: words that no language has. They ask
// for so little that no envelope runs out.
func unlike() apitest.Facts {
	functions := []string{words(4), words(4), words(4), words(4)}
	return apitest.Complete("so-y-te").Asks(apitest.FiscalYear, "chi-thuong-xuyen", 1_000_000).
		With("name", "Phần mềm "+words(4)).With("summary", words(25)).With("functions", functions).With("sector", words(2))
}

func words(n int) string {
	onset := strings.Fields("b c ch d đ g gi h kh l m n ng nh ph qu r s t th tr v x")
	rhyme := strings.Fields("ạch ẩm ằng ẻo iếp oắt oẻn ộc ợt uẫn uyết ưỡi ươm ựng ỹnh ầu")
	out := make([]string, n)
	for i := range out {
		out[i] = onset[rand.IntN(len(onset))] + rhyme[rand.IntN(len(rhyme))]
	}
	return strings.Join(out, " ")
}
