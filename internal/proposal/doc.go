// Package proposal is the domain: what a department files, the gates it passes,
// who may act on it and what each act does. It is pure: it imports the standard
// library only, does no I/O and reads no clock, so that the workflow, the store
// and the API ask the very same rules.
//
// Three shapes carry the process. [Facts] is what the filer states. [Progress]
// is the small, serialisable standing of a proposal that the workflow keeps.
// [Case] is the whole: progress, facts, letters, screening, money, and the
// [Rules] of the process pack it is pinned to.
//
// An act has two questions. May this actor do this now? The Can… functions
// answer from Progress alone, with a forbidden or conflict error. Is its content
// enough to pass? The methods of Case answer with an invalid error that names
// every unmet condition at once, or with a [Transition]: the next case and the
// events that happened. The caller records a transition whole or not at all.
//
// Time is counted, never typed: a [Deadline] follows from its start, the pack's
// days, the calendar, pauses and an extension, and carries them. What falls due
// next the record tells ([Case.NextFiring]); no time that runs out passes a gate.
//
// Deadlines, thresholds, authorities, checklists and labels are data of the
// Rules; nothing here asks for a gate's id, only for its kind.
package proposal
