package proposal

// RequiredLevel is the security level that the facts require, the highest rule
// winning, with the reasons for it (NĐ 331/2026/NĐ-CP Điều 11–15, from secondary
// copies; thresholds are the pack's). A missing fact counts as level 2.
func (r LevelRule) RequiredLevel(s *Security) (level int, reasons []Text) {
	raise := func(to int, why Text) {
		if to > level {
			level, reasons = to, nil
		}
		if to == level {
			reasons = append(reasons, why)
		}
	}
	raise(1, T("Hệ thống nội bộ, chỉ có thông tin công khai.", "Internal, public information only."))
	if s == nil {
		raise(2, T("Chưa nêu thông tin về an toàn hệ thống.", "No security facts are stated."))
		return level, reasons
	}
	if s.missing() {
		raise(2, T("Còn dữ kiện an toàn chưa nêu, tính là cấp độ 2.", "A security fact is missing, which counts as level 2."))
	}
	if s.Audience == "public" {
		raise(2, T("Phục vụ người dân, doanh nghiệp.", "Serves citizens or businesses."))
		r.publicLevel3(*s, raise)
	}
	switch s.Infrastructure {
	case "shared":
		raise(3, T("Hạ tầng dùng chung của nhiều cơ quan.", "Infrastructure shared by several agencies."))
	case "one_agency":
		raise(2, T("Hạ tầng của một cơ quan.", "Infrastructure of one agency."))
	}
	if s.Information == "restricted" || s.Information == "personal" {
		raise(2, T("Xử lý thông tin riêng hoặc dữ liệu cá nhân.", "Holds restricted or personal information."))
	}
	return level, reasons
}

func (r LevelRule) publicLevel3(s Security, raise func(int, Text)) {
	if s.HandlesTTHC != nil && *s.HandlesTTHC {
		raise(3, T("Phục vụ người dân và xử lý thủ tục hành chính.", "Serves the public and handles administrative procedures."))
	}
	if n := s.PersonalDataSubjects; n != nil && *n >= r.BasicSubjectsForLevel3 {
		raise(3, T("Dữ liệu cá nhân cơ bản của từ %[1]d người.", "Basic personal data of %[1]d people or more.", r.BasicSubjectsForLevel3))
	}
	if n := s.SensitiveDataSubjects; n != nil && *n >= r.SensitiveSubjectsForLevel3 {
		raise(3, T("Dữ liệu cá nhân nhạy cảm của từ %[1]d người.", "Sensitive personal data of %[1]d people or more.", r.SensitiveSubjectsForLevel3))
	}
}

func (s Security) missing() bool {
	return s.Audience == "" || s.Information == "" || s.Infrastructure == "" ||
		s.PersonalDataSubjects == nil || s.SensitiveDataSubjects == nil || s.HandlesTTHC == nil
}

func (c Case) claimedLevel() int {
	if s := c.stated().Security; s != nil && s.ProposedLevel != nil {
		return *s.ProposedLevel
	}
	return 0
}

// Advice tells where the facts speak for a higher level without requiring it:
// much personal data in a system that only serves inside.
func (r LevelRule) Advice(s *Security) []Text {
	if s == nil || s.Audience == "public" {
		return nil
	}
	var advice []Text
	if n := s.PersonalDataSubjects; n != nil && *n >= r.BasicSubjectsForLevel3 {
		advice = append(advice, T("Hệ thống nội bộ có dữ liệu cá nhân cơ bản của từ %[1]d người; nên xem xét cấp độ 3.", "An internal system with basic personal data of %[1]d people or more; consider level 3.", r.BasicSubjectsForLevel3))
	}
	if n := s.SensitiveDataSubjects; n != nil && *n >= r.SensitiveSubjectsForLevel3 {
		advice = append(advice, T("Hệ thống nội bộ có dữ liệu cá nhân nhạy cảm của từ %[1]d người; nên xem xét cấp độ 3.", "An internal system with sensitive personal data of %[1]d people or more; consider level 3.", r.SensitiveSubjectsForLevel3))
	}
	return advice
}
