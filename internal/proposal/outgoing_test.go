package proposal

import "testing"

// What a filer presents is changed by nobody until the head sends it, as it was
// presented, or it is handed back.
func TestAFilingGoesOutByTheHead(t *testing.T) {
	f := &flow{t: t, now: noon, Case: draft()}
	filer := Actor{Account: "filer", Agency: f.Agency, Roles: []Role{RoleFiler}}
	other := Actor{Account: "other", Agency: f.Agency, Roles: []Role{RoleFiler}}
	boss := Actor{Account: "boss", Agency: f.Agency, Roles: []Role{RoleHead}}
	in := filing(standard())
	present := func(s Submission) (Transition, error) { return f.Present(s, in, filer, f.acting(filer)) }
	back := func(by Actor, note string) (Transition, error) {
		return f.ReturnFiling(SentBack{Note: note}, by, f.acting(by))
	}
	if _, err := present(Submission{}); codeOf(err) != CodeConflict {
		t.Errorf("the agency does not want it: %v", err)
	}
	f.FilingSign = SignHead
	if _, err := back(boss, "Sửa"); codeOf(err) != CodeConflict {
		t.Errorf("nothing waits: %v", err)
	}
	name := f.Facts.Name
	f.Facts.Summary = ""
	if _, err := present(Submission{}); faultsOf(err) != "invalid summary" {
		t.Errorf("presented what cannot be sent: %v", err)
	}
	f.Facts.Summary = name
	doc := laterPaper()
	f.take(present(Submission{Document: doc}))
	if f.Status != Draft || f.actions() != "filing_presented" || codeOf(f.CanChange()) != CodeConflict {
		t.Errorf("%s, %s, %v", f.Status, f.actions(), f.CanChange())
	}
	if _, err := present(Submission{}); codeOf(err) != CodeConflict {
		t.Errorf("presented twice: %v", err)
	}
	if _, err := back(other, "Sửa"); codeOf(err) != CodeForbidden {
		t.Errorf("a colleague takes it back: %v", err)
	}
	if _, err := back(boss, " "); faultsOf(err) != "invalid note" {
		t.Errorf("no note: %v", err)
	}
	f.take(back(boss, "Nêu rõ nguồn lực"))
	if o, ok := f.Outgoing(); !ok || o.Back == nil || o.Back.Note != "Nêu rõ nguồn lực" || f.CanChange() != nil {
		t.Errorf("%+v, %v", o, f.CanChange())
	}
	f.take(present(Submission{Document: doc}))
	f.take(back(filer, "Xin rút lại"))
	f.take(present(Submission{Document: doc}))
	f.take(f.Submit(Submission{}, in, f.acting(boss)))
	if d := f.events[0].Data.(SubmittedData).Document; d == nil || d.Number != doc.Number {
		t.Errorf("sent under %+v", d)
	}
	if _, ok := f.Outgoing(); ok {
		t.Error("sent, it still goes out")
	}
}
