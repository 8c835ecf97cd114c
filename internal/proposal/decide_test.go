package proposal

import (
	"strings"
	"testing"
)

// A decision case: what is sent to a gate that is open, and the fields that are
// at fault ("" where it stands).
type decisionCase struct {
	name   string
	facts  func(*Facts)
	before func(*flow) // once the gate is open
	change func(*Decision)
	want   string
}

// decisions tries the cases at a gate of the standard process, each from a fresh
// proposal, and looks that a refused one names its faults and changes nothing.
func decisions(t *testing.T, gate string, tests []decisionCase) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var changes []func(*Facts)
			if tt.facts != nil {
				changes = append(changes, tt.facts)
			}
			f := filed(t, standard(), changes...).to(gate)
			if tt.before != nil {
				tt.before(f)
			}
			g, _ := f.Gate(gate)
			d := f.good(g.Kind)
			if tt.change != nil {
				tt.change(&d)
			}
			was, sent := frozen(f.Case), len(d.Documents)
			after, err := f.Decide(gate, d, at(f.now))
			if got := strings.TrimPrefix(faultsOf(err), "invalid "); got != tt.want {
				t.Errorf("faults %q, want %q", got, tt.want)
			}
			if frozen(f.Case) != was || len(d.Documents) != sent {
				t.Error("judging changed the case it started from")
			}
			if err != nil && (after.Events != nil || after.Decision != nil) {
				t.Error("a refused decision leaves events")
			}
		})
	}
}

// What every decision has in common, tried at the technology review.
func TestDecisionForm(t *testing.T) {
	document := func(change func(*Document)) func(*Decision) {
		return func(d *Decision) { change(&d.Documents[0]) }
	}
	decisions(t, "tech", []decisionCase{
		{name: "an approval"},
		{name: "no document", change: func(d *Decision) { d.Documents = nil }, want: "documents"},
		{name: "a document without title and signatory", change: document(func(d *Document) { d.Title, d.Signatory = " ", "" }), want: "documents[0].title documents[0].signatory"},
		{name: "a document of tomorrow", change: document(func(d *Document) { d.Date = DateOf(noon.AddDate(0, 0, 1)) }), want: "documents[0].date"},
		{name: "a document of today", change: document(func(d *Document) { d.Date = DateOf(noon) })},
		{name: "an unknown scan", change: document(func(d *Document) { d.AttachmentID = "?" }), want: "documents[0].attachment_id"},
		{name: "a scan", change: document(func(d *Document) { d.AttachmentID = scan })},
		{name: "a classified document", change: func(d *Decision) {
			d.Documents = []Document{{Number: "1", Date: "2026-10-01", Classified: true}}
		}},
		{name: "a classified document with content", change: document(func(d *Document) { d.Classified, d.AttachmentID = true, scan }), want: "documents[0].attachment_id documents[0].title"},
		{name: "conditions of a plain approval", change: func(d *Decision) { d.Conditions = []Condition{{Text: "x"}} }, want: "conditions"},
		{name: "conditional without conditions", change: func(d *Decision) { *d = withConditions(*d) }, want: "conditions"},
		{name: "conditional without reason", change: func(d *Decision) { *d = withConditions(*d, "x"); d.Reason = " " }, want: "reason"},
		{name: "conditional", change: func(d *Decision) { *d = withConditions(*d, "x") }},
		{name: "items of an approval", change: func(d *Decision) { d.Items = []ItemRequest{{Text: "x"}} }, want: "items"},
		{name: "a return", change: func(d *Decision) { *d = returning() }},
		{name: "a return without reason and items", change: func(d *Decision) { *d = Decision{Outcome: Return} }, want: "reason items"},
		{name: "a return to an earlier gate", change: func(d *Decision) { *d = returning(); d.ReturnTo = "dup" }, want: "return_to"},
		{name: "a rejection", change: func(d *Decision) { *d = rejecting() }},
		{name: "a rejection without anything", change: func(d *Decision) { *d = Decision{Outcome: Reject} }, want: "reason citations documents"},
		{name: "a delegation", change: func(d *Decision) { d.ActingFor = "x" }, want: "acting_for"},
		{name: "details of other gates", change: func(d *Decision) {
			d.Details = Details{
				Findings: []Finding{{}}, Kind: Lease, Allocations: []BudgetLine{{}}, Level: new(1), Basis: "opinion",
				Appraisal: &Appraisal{}, Signatory: "x", Capacity: "TM.", Checklist: d.Details.Checklist,
			}
		}, want: "details.findings details.kind details.allocations details.level details.basis details.appraisal details.signatory details.capacity"},
	})
	if _, err := (Case{}).Decide("?", Decision{}, at(noon)); CodeOf(err) != CodeNotFound {
		t.Errorf("an unknown gate gives %v", err)
	}
}

func TestTechnologyReview(t *testing.T) {
	answers := func(a ...CheckAnswer) func(*Decision) { return func(d *Decision) { d.Details.Checklist = a } }
	yes, no := CheckAnswer{Item: "layers", Answer: "yes"}, CheckAnswer{Item: "layers", Answer: "no"}
	other := CheckAnswer{Item: "access", Answer: "no"}
	decisions(t, "tech", []decisionCase{
		{name: "a mandatory item is no", change: answers(no, other), want: "details.checklist"},
		{name: "an optional item is no", change: answers(yes, other)},
		{name: "not applicable", change: answers(CheckAnswer{Item: "layers", Answer: "n/a"}, other)},
		{name: "one unanswered", change: answers(yes), want: "details.checklist"},
		{name: "one twice", change: answers(yes, other, yes), want: "details.checklist[2].item"},
		{name: "one unknown", change: answers(yes, other, CheckAnswer{Item: "?"}), want: "details.checklist[2].item"},
		{name: "a mandatory item is no in a return", change: func(d *Decision) { r := returning(); r.Details.Checklist = []CheckAnswer{no}; *d = r }},
	})
}

func TestReviewOfThePack(t *testing.T) {
	f := filed(t, parallel())
	d := f.good(KindReview)
	d.Details.Checklist[0].Answer = "no"
	if _, err := f.Decide("legal", d, at(f.now)); faultsOf(err) != "invalid details.checklist" {
		t.Errorf("a mandatory item with no gives %v", err)
	}
	f.decide("legal", f.good(KindReview))
	if g, _ := f.Gate("legal"); g.State != GatePassed {
		t.Errorf("the review is %s", g.State)
	}
}

func TestMinistryConsultation(t *testing.T) {
	answer := func(position string, conditions ...string) func(*flow) {
		return func(f *flow) { f.consult(position, conditions...) }
	}
	plain := func(d *Decision) { d.Reason = "" }
	conditional := func(texts ...string) func(*Decision) {
		return func(d *Decision) { *d = withConditions(*d, texts...) }
	}
	day := func(n int) Date { return DateOf(noon.AddDate(0, 0, n)) }
	decisions(t, "ministry", []decisionCase{
		{name: "no letter", want: "outcome"},
		{name: "a letter without reply", before: func(f *flow) { f.letter("bo-y-te", day(-30)) }, want: "outcome"},
		{name: "agreed", before: answer(Agree), change: plain},
		{name: "disagreed", before: answer(Disagree), want: "outcome"},
		{name: "disagreed, passed with conditions", before: answer(Disagree), change: conditional("x"), want: "outcome"},
		{name: "disagreed and returned", before: answer(Disagree), change: func(d *Decision) { *d = returning() }},
		{name: "disagreed and rejected", before: answer(Disagree), change: func(d *Decision) { *d = rejecting() }},
		{name: "more is asked", before: answer(AsksForMore), want: "outcome"},
		{name: "conditions not carried", before: answer(AgreeWithConditions, "Kết nối LGSP"), want: "outcome conditions"},
		{name: "other conditions", before: answer(AgreeWithConditions, "Kết nối LGSP"), change: conditional("Khác"), want: "conditions"},
		{name: "conditions carried", before: answer(AgreeWithConditions, "Kết nối  LGSP"), change: conditional("Phải kết nối lgsp trước 30/6.")},
		{name: "one of two ministries silent", before: func(f *flow) { f.consult(Agree); f.letter("bo-cong-an", day(0)) }, want: "outcome"},
		{name: "another ministry agrees, the line ministry was not asked", before: func(f *flow) {
			f.letter("bo-cong-an", day(0))
			f.reply("bo-cong-an", day(0), Agree)
		}, want: "outcome"},
		{name: "both agree", before: func(f *flow) {
			f.consult(Agree)
			f.letter("bo-cong-an", day(0))
			f.reply("bo-cong-an", day(0), Agree)
		}},
		{name: "a later agreement", before: func(f *flow) { f.consult(Disagree); f.reply("bo-y-te", day(0), Agree) }},
		{name: "an older agreement recorded later", before: func(f *flow) {
			f.letter("bo-y-te", day(-9))
			f.reply("bo-y-te", day(-1), Disagree)
			f.reply("bo-y-te", day(-5), Agree)
		}, want: "outcome"},
		{name: "asked again and silent", before: func(f *flow) {
			f.letter("bo-y-te", day(-9))
			f.reply("bo-y-te", day(-5), Agree)
			f.letter("bo-y-te", day(-1))
		}, want: "outcome"},
		{name: "answered after more was asked", before: func(f *flow) {
			f.letter("bo-y-te", day(-9))
			f.reply("bo-y-te", day(-5), AsksForMore)
			f.letter("bo-y-te", day(-4))
			f.reply("bo-y-te", day(-1), Agree)
		}},
	})
}

// A reopened consultation on an old reply wants the officer's word that it still
// covers what changed.
func TestReopenedConsultation(t *testing.T) {
	f := filed(t, standard()).to("tech")
	f.decide("tech", returning())
	f.now = f.now.AddDate(0, 0, 1)
	f.Facts.Functions = []string{"Tra cứu", "Nhắc lịch"}
	f.submit(standard(), Answer{Item: "tech-1-1", Text: "Đã nêu"})
	f.screen()
	d := f.good(KindConsultation)
	d.Reason = " "
	if _, err := f.Decide("ministry", d, at(f.now)); faultsOf(err) != "invalid reason" {
		t.Errorf("an old reply without a reason gives %v", err)
	}
	fresh := *f
	fresh.letter("bo-y-te", DateOf(f.now))
	fresh.reply("bo-y-te", DateOf(f.now), Agree)
	fresh.decide("ministry", d)
	f.decide("ministry", f.good(KindConsultation))
}

func TestBudgetAllocation(t *testing.T) {
	const money = "chi-thuong-xuyen"
	lines := func(l ...BudgetLine) func(*Decision) { return func(d *Decision) { d.Details.Allocations = l } }
	full1, full2 := BudgetLine{2027, money, 5 * billion}, BudgetLine{2028, money, 2 * billion}
	other := func(f *Facts) { f.Budget = []BudgetLine{{2027, "khac", billion}} }
	decisions(t, "money", []decisionCase{
		{name: "as asked"},
		{name: "more than asked", change: lines(BudgetLine{2027, money, 5*billion + 1}, full2), want: "details.allocations[0].amount_vnd"},
		{name: "of a year not asked", change: lines(full1, full2, BudgetLine{2029, money, 1}), want: "details.allocations[2].amount_vnd details.allocations[2]"},
		{name: "of a source not asked", change: lines(full1, full2, BudgetLine{2027, "khac", 1}), want: "details.allocations[2].amount_vnd"},
		{name: "a line twice", change: lines(full1, full2, full1), want: "details.allocations[2]"},
		{name: "nothing", change: lines(), want: "details.allocations outcome"},
		{name: "nothing with conditions", change: func(d *Decision) { *d = withConditions(*d, "x"); d.Details.Allocations = nil }, want: "details.allocations"},
		{name: "less", change: lines(full1), want: "outcome"},
		{name: "less with conditions", change: func(d *Decision) { *d = withConditions(*d, "x"); d.Details.Allocations = []BudgetLine{full1} }},
		{name: "a missing envelope", before: func(f *flow) { f.Envelopes = f.Envelopes[:1] }, want: "details.allocations[1]"},
		{name: "other money, nothing allocated", facts: other, change: lines()},
		{name: "other money, allocated", facts: other},
		{name: "other money, a part", facts: other, change: lines(BudgetLine{2027, "khac", 1}), want: "outcome"},
		{name: "nothing in a return", change: func(d *Decision) { *d = returning() }},
	})
}

func TestSecurityLevel(t *testing.T) {
	level := func(n int) func(*Decision) { return func(d *Decision) { d.Details.Level = new(n) } }
	shared := func(f *Facts) { f.Security.Infrastructure = "shared" }
	appraised := func(a Appraisal) func(*Decision) {
		return func(d *Decision) { d.Details.Level, d.Details.Appraisal = new(4), &a }
	}
	decisions(t, "level", []decisionCase{
		{name: "as proposed"},
		{name: "no level", change: func(d *Decision) { d.Details.Level = nil }, want: "details.level"},
		{name: "too low", change: level(1), want: "details.level"},
		{name: "too low for shared infrastructure", facts: shared, want: "details.level"},
		{name: "high enough for shared infrastructure", facts: shared, change: level(3)},
		{name: "higher than required", change: level(3)},
		{name: "four without an appraisal", change: level(4), want: "details.appraisal"},
		{name: "five without an appraisal", change: level(5), want: "details.appraisal"},
		{name: "four", change: appraised(Appraisal{Number: "1/BCA", Date: "2026-10-01", AttachmentID: scan})},
		{name: "an appraisal of tomorrow", change: appraised(Appraisal{Date: "2026-12-31"}), want: "details.appraisal.date"},
		{name: "an appraisal without its file", change: appraised(Appraisal{Date: "2026-10-01", AttachmentID: "?"}), want: "details.appraisal.attachment_id"},
		{name: "on a dossier", change: func(d *Decision) { d.Details.Basis = "dossier" }},
		{name: "no level in a return", change: func(d *Decision) { *d = returning() }},
		{name: "facts under work are not looked at", before: func(f *flow) { s := *secure(); s.Infrastructure = "shared"; f.Facts.Security = &s }},
	})
}

func TestProvincialDecision(t *testing.T) {
	less := []BudgetLine{{2027, "chi-thuong-xuyen", billion}}
	level := func(n int) func(*Decision) { return func(d *Decision) { d.Details.Level = new(n) } }
	decided := func(n int) func(*flow) { return func(f *flow) { f.Standing.Level = n } }
	decisions(t, "province", []decisionCase{
		{name: "approved"},
		{name: "no signatory", change: func(d *Decision) { d.Details.Signatory = " " }, want: "details.signatory"},
		{name: "a capacity the gate does not accept", change: func(d *Decision) { d.Details.Capacity = "TL." }, want: "details.capacity"},
		{name: "a capacity written together", change: func(d *Decision) { d.Details.Capacity = "TM.KT." }},
		{name: "a document's capacity", change: func(d *Decision) { d.Documents[0].Capacity = "TUQ." }, want: "documents[0].capacity"},
		{name: "signed by oneself", change: func(d *Decision) { d.Details.Capacity = "" }},
		{name: "no document", change: func(d *Decision) { d.Documents = nil }, want: "documents"},
		{name: "an amount not accepted", before: func(f *flow) { f.AcceptanceDue = true }, want: "outcome"},
		{name: "returned while an amount is not accepted", before: func(f *flow) { f.AcceptanceDue = true }, change: func(d *Decision) { *d = returning() }},
		{name: "other allocations without reason", change: func(d *Decision) { d.Details.Allocations = less }, want: "reason"},
		{name: "other allocations with reason", change: func(d *Decision) { d.Details.Allocations, d.Reason = less, "Cân đối lại" }},
		{name: "the same allocations in other order", change: func(d *Decision) {
			d.Details.Allocations = []BudgetLine{full().Budget[1], full().Budget[0], {2027, "khac", 0}}
		}},
		{name: "more than asked", change: func(d *Decision) {
			d.Details.Allocations, d.Reason = []BudgetLine{{2027, "chi-thuong-xuyen", 6 * billion}}, "x"
		}, want: "details.allocations[0].amount_vnd"},
		{name: "level three not stated", before: decided(3), want: "details.level"},
		{name: "level three", before: decided(3), change: level(3)},
		{name: "below the level decided", before: decided(3), change: level(2), want: "details.level"},
		{name: "below what the facts require", change: level(1), want: "details.level"},
		{name: "a level not appraised", before: decided(3), change: level(4), want: "details.level"},
		{name: "five without the Prime Minister", before: decided(5), change: level(5), want: "citations"},
		{name: "five", before: decided(5), change: func(d *Decision) { d.Details.Level, d.Citations = new(5), []Citation{{Document: "QĐ-TTg"}} }},
		{name: "rejected", change: func(d *Decision) { *d = rejecting() }},
		{name: "returned to an earlier gate", change: func(d *Decision) { *d = returning(); d.Items, d.ReturnTo = nil, "money" }},
		{name: "returned to itself", change: func(d *Decision) { *d = returning(); d.ReturnTo = "province" }, want: "return_to"},
		{name: "returned to nowhere", change: func(d *Decision) { *d = returning(); d.ReturnTo = "?" }, want: "return_to"},
		{name: "approved to an earlier gate", change: func(d *Decision) { d.ReturnTo = "money" }, want: "return_to"},
	})
}
