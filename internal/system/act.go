package system

import (
	"encoding/json"
	"slices"

	"pheduyet/internal/proposal"
)

// The kinds of command about a system. The obligation of the later three is the
// command's Gate.
const (
	CommandBegin  = "system_begin"
	CommandAccept = "system_accept"
	CommandRetire = "system_retire"
	CommandFulfil = "obligation_fulfil"
	CommandVerify = "obligation_verify"
	CommandWaive  = "obligation_waive"
)

// Verification is the body of [CommandVerify], Waiver of [CommandWaive]; those of
// the others are [Paper] and [Proof].
type (
	// Verification says whether an obligation counts as fulfilled. Agreed is a
	// pointer so that a forgotten word is not taken for a no.
	Verification struct {
		Agreed *bool  `json:"agreed" validate:"required"`
		Note   string `json:"note" validate:"max=10000"`
	}
	// Waiver frees of an obligation.
	Waiver struct {
		Reason   string             `json:"reason" validate:"max=10000"`
		Document *proposal.Document `json:"document"`
	}
)

// Progress is what a workflow keeps of a system.
type Progress = proposal.SystemProgress

// Progress tells where the system stands and when it next needs looking at.
func (s System) Progress(env Env) Progress {
	return Progress{State: s.State, Version: s.Version, WakeAt: s.WakeAt(env)}
}

// Can answers whether the actor may give a command of the kind now.
func Can(s System, a proposal.Actor, kind, obligation string) error {
	switch kind {
	case CommandFulfil:
		return CanFulfil(s, a, obligation)
	case CommandVerify, CommandWaive:
		return CanAgree(s, a, obligation)
	}
	return CanKeep(s, a)
}

// Do does what a command asks, if the actor may.
func (s System) Do(cmd proposal.Command, a proposal.Actor, c proposal.Case, env Env) (Step, error) {
	if err := Can(s, a, cmd.Kind, cmd.Gate); err != nil {
		return Step{}, err
	}
	switch cmd.Kind {
	case CommandBegin:
		return paper(s, cmd, a, env, System.Begin)
	case CommandAccept:
		return paper(s, cmd, a, env, func(s System, p Paper, env Env) (Step, error) { return s.Accept(p, c, env) })
	case CommandRetire:
		return paper(s, cmd, a, env, System.Retire)
	case CommandFulfil:
		var in Proof
		if err := json.Unmarshal(cmd.Body, &in); err != nil {
			return Step{}, err
		}
		if err := opened(s, c, a, in.Document); err != nil {
			return Step{}, err
		}
		in.By = a.Account
		return s.Fulfil(cmd.Gate, in, env)
	case CommandVerify:
		var in Verification
		if err := json.Unmarshal(cmd.Body, &in); err != nil {
			return Step{}, err
		}
		return s.Verify(cmd.Gate, Answer{Agreed: in.Agreed != nil && *in.Agreed, Note: in.Note, By: a.Account}, env)
	case CommandWaive:
		var in Waiver
		if err := json.Unmarshal(cmd.Body, &in); err != nil {
			return Step{}, err
		}
		if err := opened(s, c, a, in.Document); err != nil {
			return Step{}, err
		}
		return s.Waive(cmd.Gate, Answer{Note: in.Reason, Document: in.Document, By: a.Account}, env)
	}
	return Step{}, proposal.Errorf(proposal.CodeInvalid, "Không rõ loại yêu cầu “%s”.", "Unknown kind of command “%s”.", cmd.Kind)
}

// opened refuses a document whose file the actor neither added nor may open: the
// proof opens to all who read what is owed, and nobody opens a file by calling it
// one. It is told as a file that is not there.
func opened(s System, c proposal.Case, a proposal.Actor, d *proposal.Document) error {
	if d == nil || d.AttachmentID == "" || Shows(s, a, d.AttachmentID) || proposal.AccessTo(c.Progress, c.Facts.CoAgencies, a) == proposal.AccessFull {
		return nil
	}
	if slices.ContainsFunc(c.Attachments, func(f proposal.Attachment) bool { return f.ID == d.AttachmentID && f.By == a.Account }) {
		return nil
	}
	return invalid(proposal.FieldError{Field: "document.attachment_id", Message: noSuchFile()})
}

func noSuchFile() proposal.Text {
	return proposal.T("Hồ sơ không có tệp đính kèm này.", "The proposal has no such attachment.")
}

func paper(s System, cmd proposal.Command, a proposal.Actor, env Env, do func(System, Paper, Env) (Step, error)) (Step, error) {
	var in Paper
	if err := json.Unmarshal(cmd.Body, &in); err != nil {
		return Step{}, err
	}
	in.By = a.Account
	return do(s, in, env)
}
