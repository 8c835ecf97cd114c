package proposal

import "testing"

// A gate that has returned before asks for something new only with its head's
// reason; what carries on an earlier item needs none.
func TestASecondReturn(t *testing.T) {
	again := func(change func(*Decision)) Decision {
		d := returning()
		change(&d)
		return d
	}
	reason := func(d *Decision) { d.HeadReason = "Phát sinh từ văn bản mới" }
	for _, c := range []struct {
		name string
		who  Actor
		d    Decision
		want string
	}{
		{"something new", staff("so-khcn"), returning(), "invalid head_reason"},
		{"carrying on", staff("so-khcn"), again(func(d *Decision) { d.Items[0].Continues = "tech-1-1" }), ""},
		{"carrying on what was never asked", staff("so-khcn"), again(func(d *Decision) { d.Items[0].Continues = "tech-9-9" }), "invalid items[0].continues"},
		{"carrying on another gate's", staff("so-khcn"), again(func(d *Decision) { d.Items[0].Continues = "dup-1-1" }), "invalid items[0].continues"},
		{"with a reason nobody signed", staff("so-khcn"), again(reason), "invalid documents"},
		{"with the head's paper", staff("so-khcn"), again(func(d *Decision) { reason(d); d.Documents = []Document{paper()} }), ""},
		{"by the head", head("so-khcn"), again(reason), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := filed(t, standard()).to("tech")
			f.decide("tech", returning())
			f.submit(standard(), Answer{Item: "tech-1-1", Text: "Đã bổ sung"})
			_, err := f.Decide("tech", c.d, f.acting(c.who))
			if got := faultsOf(err); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
	f := filed(t, standard()).to("tech")
	if _, err := f.Decide("tech", again(reason), f.acting(head("so-khcn"))); err != nil {
		t.Errorf("a first return: %v", err)
	}
	pass := f.good(KindTechnology)
	reason(&pass)
	if _, err := f.Decide("tech", pass, f.acting(staff("so-khcn"))); faultsOf(err) != "invalid head_reason" {
		t.Error(err)
	}
}

// After the pack's days for asking, a gate asks only with its head's reason.
func TestAskingInTime(t *testing.T) {
	r := standard()
	r.Gates[2].SupplementDays = 5
	f := filed(t, r).to("tech")
	g, _ := f.Gate("tech")
	last := at(*g.OpenedAt).Due(*g.OpenedAt, 5).DueAt
	if _, err := f.Decide("tech", returning(), at(last)); err != nil {
		t.Error(err)
	}
	late := at(last.AddDate(0, 0, 1))
	if _, err := f.Decide("tech", returning(), late); faultsOf(err) != "invalid outcome" {
		t.Error(err)
	}
	d := returning()
	d.HeadReason = "Bộ vừa ban hành hướng dẫn"
	if _, err := f.Decide("tech", d, late); err != nil {
		t.Error(err)
	}
}
