package ledger

import "strconv"

// append writes the canonical bytes. Keys stand in RFC 8785 order, so no
// sorting is needed; parse.go reads the same order.
func (e Entry) append(b []byte) []byte {
	b = field(b, `{"action":`, e.Action)
	b = e.Actor.append(append(b, `,"actor":`...))
	b = field(b, `,"at":`, e.At.Format(timeLayout))
	b = appendList(append(b, `,"documents":`...), e.Documents, Document.append)
	b = field(b, `,"gate":`, e.Gate)
	b = field(b, `,"outcome":`, e.Outcome)
	b = append(append(b, `,"payload":`...), e.Payload...)
	b = field(b, `,"prev":`, e.Prev.String())
	b = field(b, `,"proposal":`, e.Proposal)
	b = e.Rule.append(append(b, `,"rule":`...))
	b = strconv.AppendInt(append(b, `,"seq":`...), e.Seq, 10)
	b = field(b, `,"stream":`, e.Stream)
	b = strconv.AppendInt(append(b, `,"v":`...), int64(e.V), 10)
	return append(b, '}')
}

func (a Actor) append(b []byte) []byte {
	b = field(b, `{"account":`, a.Account)
	b = field(b, `,"acting_for":`, a.ActingFor)
	b = field(b, `,"agency":`, a.Agency)
	b = field(b, `,"capacity":`, a.Capacity)
	b = field(b, `,"name":`, a.Name)
	return append(b, '}')
}

func (r Rule) append(b []byte) []byte {
	b = appendList(append(b, `{"citations":`...), r.Citations, Citation.append)
	b = field(b, `,"hash":`, r.Hash)
	b = field(b, `,"pack":`, r.Pack)
	b = field(b, `,"version":`, r.Version)
	return append(b, '}')
}

func (c Citation) append(b []byte) []byte {
	b = field(b, `{"article":`, c.Article)
	b = field(b, `,"document":`, c.Document)
	return append(b, '}')
}

func (d Document) append(b []byte) []byte {
	b = field(b, `{"date":`, d.Date)
	b = field(b, `,"number":`, d.Number)
	b = field(b, `,"sha256":`, d.SHA256)
	return append(b, '}')
}

func field(b []byte, key, value string) []byte {
	return appendString(append(b, key...), value)
}

func appendList[T any](b []byte, items []T, appendItem func(T, []byte) []byte) []byte {
	b = append(b, '[')
	for i, item := range items {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendItem(item, b)
	}
	return append(b, ']')
}
