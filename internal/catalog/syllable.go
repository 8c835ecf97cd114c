package catalog

import "strings"

// Every folded Vietnamese syllable is one of these beginnings with one of these
// rhymes; a word outside the product is foreign, an abbreviation or a slip.
const (
	onsets = "b c ch d g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x"
	rhymes = `a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et eu
 i ia ich iec iem ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh
 oao oap oat oay oc oe oem oen oeo oet oi om on ong op ot u ua uan uang uat uau uay uc ue uech uen
 uenh uet ueu ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt
 y yem yen yet yeu`
)

var syllables = allSyllables()

func allSyllables() map[uint64]bool {
	set := map[uint64]bool{}
	for _, rhyme := range strings.Fields(rhymes) {
		set[spell(rhyme).bare] = true
		for _, onset := range strings.Fields(onsets) {
			set[spell(onset+rhyme).bare] = true
			if onset == "gi" && rhyme[0] == 'i' {
				set[spell("g"+rhyme).bare] = true
			}
		}
	}
	return set
}

// isSyllable tells whether a folded hash is that of a possible syllable.
func isSyllable(bare uint64) bool { return syllables[bare] }
