package proposal

import (
	"encoding/json"
	"strings"
	"testing"
)

// A refusal may come to stand in a workflow's history, out of which nobody can
// take a text: it names what is amiss without saying what people wrote.
func TestRefusalsQuoteNoTexts(t *testing.T) {
	const written = "bệnh nhân 040085001234"
	for name, refused := range map[string]func() error{
		"a ministry's condition": func() error {
			f := filed(t, standard()).to("ministry")
			f.consult(AgreeWithConditions, written)
			_, err := f.Decide("ministry", f.good(KindConsultation), at(f.now))
			return err
		},
		"what is asked for": func() error {
			f := filed(t, standard()).to("tech")
			d := returning()
			d.Items[0].Text = written
			f.decide("tech", d)
			_, err := f.Submit(Submission{}, filing(standard()), at(f.now))
			return err
		},
		"another proposal's name": func() error {
			f := filed(t, standard())
			f.screen(Match{ID: "DX-2026-000009", Name: written, Weighty: true})
			_, err := f.Decide("dup", f.good(KindDuplication), at(f.now))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			err := refused()
			text, wrong := json.Marshal(err)
			if err == nil || wrong != nil {
				t.Fatalf("refused with %v, %v", err, wrong)
			}
			if said := err.Error() + string(text); strings.Contains(said, written) {
				t.Errorf("the refusal says %s", said)
			}
		})
	}
}
