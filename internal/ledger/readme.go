package ledger

import "fmt"

// readme is the bundle's README.txt: how to verify, in three lines.
func readme(key PublicKey) []byte {
	return fmt.Appendf(nil, `BỘ BẰNG CHỨNG — nhật ký %[1]s

1. Lấy khóa công khai ledger.pub từ nguồn độc lập với tệp này; dấu vân tay (sha256) của khóa: %[2]s
2. Chạy, không cần mạng và cơ sở dữ liệu:  pheduyet verify --key ledger.pub <tệp này>.zip
3. Kết quả 0: nguyên vẹn; 1: đã bị sửa đổi; 2: không đọc được. Bản diễn giải cho người đọc: vi-sao.html

EVIDENCE BUNDLE — ledger %[1]s

1. Get the public key ledger.pub from a source other than this file; its fingerprint (sha256): %[2]s
2. Run, with no network and no database:  pheduyet verify --key ledger.pub <this file>.zip
3. Exit status 0: intact; 1: tampered with; 2: unreadable. For people: vi-sao.html
`, key.Origin(), key.Fingerprint())
}
