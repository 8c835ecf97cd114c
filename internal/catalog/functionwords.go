package catalog

import "strings"

// The closed class of Vietnamese function words, which carry no content.
const functionWordList = `và hoặc hay của các những cái một mọi mỗi từng cho theo với cùng tại trên dưới
 trong ngoài từ đến tới về do bởi bằng là có được bị để nhằm khi nếu thì mà như này đó kia ở vào ra lên xuống
 qua sau trước giữa cũng đã đang sẽ vẫn còn chưa không chỉ nhiều ít rất hơn nhất gồm thuộc nhau tự vì nên
 hằng đều việc sự ai gì đâu nào`

// Those of them that also stand for themselves when typed without accents; the
// others would hide content words (cua is của and cua).
const plainFunctionWordList = `va hoac cua cac nhung cho theo voi tai tren trong tu den ve do boi bang la
 co duoc de khi mot moi nay nham`

var (
	functionWords      = wordSet(functionWordList, func(t token) uint64 { return t.full })
	plainFunctionWords = wordSet(plainFunctionWordList, func(t token) uint64 { return t.bare })
)

// hashSet is a small set of hashes that turns most others away by their low
// bits.
type hashSet struct {
	maybe  [64]uint64
	hashes map[uint64]bool
}

func (s *hashSet) has(h uint64) bool {
	return s.maybe[h&63]&(1<<(h>>6&63)) != 0 && s.hashes[h]
}

func wordSet(list string, hash func(token) uint64) *hashSet {
	set := &hashSet{hashes: map[uint64]bool{}}
	for _, w := range strings.Fields(list) {
		h := hash(spell(w))
		set.hashes[h] = true
		set.maybe[h&63] |= 1 << (h >> 6 & 63)
	}
	return set
}

func isFunctionWord(t *token, plain bool) bool {
	return functionWords.has(t.full) || plain && !t.accented && plainFunctionWords.has(t.bare)
}
