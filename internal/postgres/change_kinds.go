package postgres

import (
	"context"
	"encoding/json"

	"pheduyet/internal/change"
	"pheduyet/internal/proposal"
)

// kindOfChange is what the store knows of one kind of change by two. All of it
// runs inside a transaction; apply in the confirming one.
type kindOfChange struct {
	// stream of the ledger that tells of it: "registers" or "people".
	stream string
	// ordered kinds need the document that orders the change.
	ordered bool
	// mayPropose and mayConfirm answer whether the role fits; that the two are two
	// is held for every kind.
	mayPropose func(a proposal.Actor) error
	mayConfirm func(a proposal.Actor, c change.Change) error
	// ownOnly, where there is one, refuses a body that is not about the proposer's own
	// agency: before anything is told of what it names.
	ownOnly func(ctx context.Context, c changing, a proposal.Actor) error
	// preview reads and refuses the body (invalid, conflict) and says what it would
	// do now.
	preview func(ctx context.Context, c changing) (change.Preview, error)
	apply   func(ctx context.Context, c *confirming) error
}

// changing is a body looked at on the registers as they are.
type changing struct {
	tx
	store *Store
	reg   *registers
	body  json.RawMessage
}

// confirming is a change that is being carried out.
type confirming struct {
	changing
	change change.Change
	actor  proposal.Actor // the second person
	events []proposal.Event
	facts  []proposal.Fact // to spread
}

// happened adds to what the ledger tells besides the confirmation.
func (c *confirming) happened(e proposal.Event) { c.events = append(c.events, e) }

// changeKinds is the one table of what is changed by two.
var changeKinds = map[string]kindOfChange{
	"catalog_edition": {
		stream: streamRegisters, ordered: true, mayPropose: byAdmin, mayConfirm: byAnotherKeeper,
		preview: previewEdition, apply: applyEdition,
	},
	"process_pack": {
		stream: streamRegisters, ordered: true, mayPropose: byAdmin, mayConfirm: byAnotherKeeper,
		preview: previewPack, apply: applyPack,
	},
	"agencies": {
		stream: streamRegisters, ordered: true, mayPropose: byAdmin, mayConfirm: byAnotherKeeper,
		preview: previewAgencies, apply: applyAgencies,
	},
	"holidays": {
		stream: streamRegisters, ordered: true, mayPropose: byAdmin, mayConfirm: byAnotherKeeper,
		preview: previewHolidays, apply: applyHolidays,
	},
	"ledger_recovery": {
		stream: "registers", ordered: true, mayPropose: byAdmin, mayConfirm: byWitness,
		preview: previewRecovery, apply: applyRecovery,
	},
	changePaper: {
		stream: streamRegisters, ordered: true, mayPropose: byFiler, mayConfirm: byDecider, ownOnly: ofOwnDraft,
		preview: previewPaper, apply: applyPaper,
	},
	changeSealing: {
		stream: streamRegisters, ordered: true, mayPropose: byAdmin, mayConfirm: byAnotherKeeper,
		preview: previewSealing, apply: applySealing,
	},
	changeSuccession: {
		stream: streamRegisters, ordered: true, mayPropose: byAdmin, mayConfirm: byAnotherKeeper,
		preview: previewSuccession, apply: applySuccession,
	},
	changeFilingSign: {
		stream: streamRegisters, mayPropose: byHead, mayConfirm: byKeeper, ownOnly: ofOwnAgency,
		preview: previewFilingSign, apply: applyFilingSign,
	},
	changeAccount:    aboutPeople(previewAccount, applyAccount),
	changeRoles:      aboutPeople(previewRoles, applyRoles),
	changeMembership: aboutPeople(previewMembership, applyMembership),
	changePassword:   aboutPeople(previewPassword, applyPassword),
	changeEnable:     aboutPeople(previewEnable, applyEnable),
}

func kindOf(name string) (kindOfChange, error) {
	k, ok := changeKinds[name]
	if !ok {
		return k, invalidField("kind", proposal.T("Không có loại thay đổi “%s”.", "There is no kind of change “%s”.", name))
	}
	return k, nil
}

// mayAsk answers whether the person may propose a change of this kind with this
// content.
func (k kindOfChange) mayAsk(ctx context.Context, c changing, a proposal.Actor) error {
	if err := k.mayPropose(a); err != nil || k.ownOnly == nil {
		return err
	}
	return k.ownOnly(ctx, c, a)
}

// byAdmin lets admins propose: registers are theirs to keep.
func byAdmin(a proposal.Actor) error {
	if a.Has(proposal.RoleAdmin) {
		return nil
	}
	return proposal.Errorf(proposal.CodeForbidden, "Chỉ quản trị viên được đề nghị thay đổi này.", "Only an admin may propose this change.")
}

// byAnotherKeeper lets another admin confirm, or the head of the agency that
// keeps the system: the one the proposing admin belonged to.
func byAnotherKeeper(a proposal.Actor, c change.Change) error {
	if a.Has(proposal.RoleAdmin) || (a.Has(proposal.RoleHead) && a.Agency == c.ProposedBy.Agency) {
		return nil
	}
	return proposal.Errorf(proposal.CodeForbidden, "Cần một quản trị viên khác, hoặc lãnh đạo cơ quan của người đề nghị, xác nhận.", "Another admin, or the head of the proposer's agency, confirms this.")
}

// MayReadChange answers whether a person may see a change: admins, auditors,
// whoever proposed it and whoever may confirm it.
func MayReadChange(a proposal.Actor, c change.Change) bool {
	if a.Has(proposal.RoleAdmin) || a.Has(proposal.RoleAuditor) || a.Account == c.ProposedBy.Account {
		return true
	}
	k, err := kindOf(c.Kind)
	return err == nil && k.mayConfirm(a, c) == nil
}
