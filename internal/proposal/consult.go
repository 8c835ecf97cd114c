package proposal

// Consultation records one letter or one reply.
type Consultation struct {
	Letter *Letter `json:"letter"`
	Reply  *Reply  `json:"reply"`
}

// Consult records a letter to, or a reply from, a ministry or agency. It may be
// done from the draft on; an open consultation then runs in its next stretch.
func (c Case) Consult(in Consultation, env Env) (Transition, error) {
	var bad faults
	t := c.begin()
	switch {
	case (in.Letter == nil) == (in.Reply == nil):
		bad.add("letter", "Mỗi lần ghi nhận đúng một công văn đi (letter) hoặc một công văn đến (reply).", "Record exactly one of letter and reply.")
	case in.Letter != nil:
		t.letter(&bad, *in.Letter, env)
	default:
		t.reply(&bad, *in.Reply, env)
	}
	if err := bad.err(); err != nil {
		return Transition{}, err
	}
	t.restretch(env)
	return t, nil
}

func (t *Transition) letter(bad *faults, l Letter, env Env) {
	if l.To == "" {
		l.To = t.Case.Facts.LineMinistry
	}
	t.Case.checkPaper(bad, "letter", l.Date, l.AttachmentID, l.Classified, env)
	if _, ok := env.Agency(l.To); !ok {
		bad.add("letter.to", "Không có cơ quan nào với mã “%s”; hãy nêu Bộ quản lý chuyên ngành.", "No agency has the code “%s”; name the line ministry.", l.To)
	}
	paper := t.Case.complement(Document{Number: l.Number, Date: l.Date, AttachmentID: l.AttachmentID, Classified: l.Classified}, env)
	recorded := RecordedLetter{Letter: l, At: env.Now, Late: paper.Late}
	t.Case.Standing.Letters = append(t.Case.Standing.Letters, recorded)
	t.happened(Event{Action: "letter_recorded", Documents: []Document{paper}, Data: recorded})
}

func (t *Transition) reply(bad *faults, r Reply, env Env) {
	if r.From == "" {
		r.From = t.Case.Facts.LineMinistry
	}
	t.Case.checkPaper(bad, "reply", r.Date, r.AttachmentID, r.Classified, env)
	first, asked := t.Case.firstLetter(r.From)
	if !asked {
		bad.add("reply.from", "Chưa ghi nhận công văn gửi “%s”; hãy ghi công văn đi trước.", "No letter to “%s” is recorded; record the letter first.", r.From)
	} else if r.Date.Before(first) {
		bad.add("reply.date", "Công văn trả lời đề ngày %[1]s, trước công văn hỏi ngày %[2]s.", "The reply is dated %[1]s, before the letter of %[2]s.", r.Date.Written(), first.Written())
	}
	if r.Classified && len(r.Conditions) > 0 {
		bad.add("reply.conditions", "Văn bản mật chỉ ghi số và ngày, không ghi nội dung.", "Of a classified document record number and date only.")
	}
	if r.Position == AgreeWithConditions && len(r.Conditions) == 0 && !r.Classified {
		bad.add("reply.conditions", "Ý kiến thống nhất kèm điều kiện phải nêu các điều kiện.", "An agreement with conditions must state them.")
	}
	if r.Position != AgreeWithConditions && len(r.Conditions) > 0 {
		bad.add("reply.conditions", "Có điều kiện thì ý kiến là “thống nhất, kèm điều kiện”.", "With conditions the position is agree_with_conditions.")
	}
	paper := t.Case.complement(Document{Number: r.Number, Date: r.Date, AttachmentID: r.AttachmentID, Classified: r.Classified}, env)
	recorded := RecordedReply{Reply: r, At: env.Now, Late: paper.Late}
	t.Case.Standing.Replies = append(t.Case.Standing.Replies, recorded)
	t.happened(Event{Action: "reply_recorded", Documents: []Document{paper}, Data: recorded})
}

// checkPaper checks what letters and replies share.
func (c Case) checkPaper(bad *faults, field string, date Date, attachment string, classified bool, env Env) {
	if date.After(DateOf(env.Now)) {
		bad.add(field+".date", "Ngày văn bản %s ở tương lai.", "The document's date %s is in the future.", date.Written())
	}
	if attachment == "" {
		return
	}
	if classified {
		bad.add(field+".attachment_id", "Văn bản mật chỉ ghi số và ngày, không kèm tệp.", "A classified document is recorded by number and date, without a file.")
	} else if _, ok := c.attachment(attachment); !ok {
		bad.add(field+".attachment_id", "Hồ sơ không có tệp đính kèm này.", "The proposal has no such attachment.")
	}
}

func (c Case) firstLetter(to string) (Date, bool) {
	var first Date
	for _, l := range c.Standing.Letters {
		if l.To == to && (first == "" || l.Date.Before(first)) {
			first = l.Date
		}
	}
	return first, first != ""
}
