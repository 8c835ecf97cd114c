package pages

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"pheduyet/api/html"
)

// sealingForm is the form by which free texts and files of one proposal are chosen.
type sealingForm struct {
	ID, Name, Number string
	Texts            []keptText
	Files            []keptFile
}

// sealingForm reads the proposal that the form names. Who proposes a sealing reads
// its history: the places are named by it.
func (v *visit) sealingForm(f *form) (*sealingForm, error) {
	t, err := v.historyOf(f.Value("body.proposal"))
	if err != nil {
		return nil, err
	}
	p := t.Proposal
	return &sealingForm{p.ID, p.Name, valueOf(p.Number), v.keptTexts(t.Events), keptFiles(t.Events)}, nil
}

// historyOf reads the history of the proposal with this id or number.
func (v *visit) historyOf(called string) (traceRead, error) {
	var t traceRead
	if !anID.MatchString(called) {
		var found struct{ Items []proposalRead }
		if err := v.get("/proposals", url.Values{"q": {called}}, &found); err != nil {
			return t, err
		}
		for _, p := range found.Items {
			if valueOf(p.Number) == called {
				called = p.ID
			}
		}
	}
	return t, v.get("/proposals/"+url.PathEscape(called)+"/trace", nil, &t)
}

// sealingBody is the content of a sealing: the texts by their places.
func (v *visit) sealingBody(f *form) (map[string]any, error) {
	body, err := v.body(f)
	if err != nil {
		return nil, err
	}
	in, _ := body["body"].(map[string]any)
	chosen, _ := in["texts"].([]any)
	texts := make([]map[string]any, 0, len(chosen))
	for _, at := range chosen {
		place, _ := at.(string)
		seq, path, _ := strings.Cut(place, " ")
		n, err := strconv.ParseInt(seq, 10, 64)
		if err != nil {
			return nil, &problem{Status: http.StatusBadRequest}
		}
		texts = append(texts, map[string]any{"seq": n, "path": path})
	}
	if in != nil && len(texts) > 0 {
		in["texts"] = texts
	}
	return body, nil
}

// sealingField is the field that a fault of a sealing is told at: the texts and the
// files have one each.
func sealingField(field string) string {
	for _, list := range []string{"body.texts", "body.attachments"} {
		if strings.HasPrefix(field, list+"[") {
			return list
		}
	}
	return field
}

// shownText is how much of a text is shown beside its place, in characters.
const shownText = 300

// tellSealing tells what is taken out by its places; its words only to who may still
// read them.
func (v *visit) tellSealing(raw []byte, t *changeTold) error {
	var in struct {
		Proposal string
		Texts    []struct {
			Seq  int64
			Path string
		}
		Attachments []string
	}
	if err := readBody(raw, &in); err != nil {
		return err
	}
	history, err := v.historyOf(in.Proposal)
	if p, refused := errors.AsType[*problem](err); refused && (p.Status == http.StatusNotFound || p.Status == http.StatusForbidden) {
		t.row("sealing.proposal", in.Proposal)
		t.row("sealing.unread", v.words("sealing.unread.lead"))
	} else if err != nil {
		return err
	} else {
		t.row("sealing.proposal", strings.Trim(valueOf(history.Proposal.Number)+", "+history.Proposal.Name, ", "))
	}
	texts, files := v.keptTexts(history.Events), keptFiles(history.Events)
	for _, at := range in.Texts {
		line := v.words("sealing.entry", html.Number(at.Seq), v.fieldAt(at.Path))
		for _, k := range texts {
			if k.at(at.Seq, at.Path) {
				line = k.line()
			}
		}
		t.row("sealing.texts", line)
	}
	for _, id := range in.Attachments {
		line := v.words("sealing.file.unnamed")
		for _, k := range files {
			if k.ID == id {
				line = k.line()
			}
		}
		t.row("sealing.files", line)
	}
	t.row("sealing.goes", v.words("sealing.goes.text"))
	t.row("sealing.stays", v.words("sealing.stays.text"))
	return nil
}
