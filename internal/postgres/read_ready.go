package postgres

import (
	"context"

	"pheduyet/internal/proposal"
)

// Ready answers whether the database can serve this program: it answers, its
// schema fits and the registers are loaded. The error says what is missing.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.CheckSchema(ctx); err != nil {
		return err
	}
	var packs, agencies, entries bool
	err := s.pool.QueryRow(ctx, `SELECT EXISTS (SELECT FROM packs), EXISTS (SELECT FROM agencies), EXISTS (SELECT FROM catalog_entries)`).
		Scan(&packs, &agencies, &entries)
	if err != nil {
		return refusal(err)
	}
	if !packs || !agencies || !entries {
		return proposal.Errorf(proposal.CodeUnavailable, "Chưa nạp danh mục cơ quan, quy trình và hệ thống; hãy nạp dữ liệu ban đầu.", "The registers of agencies, processes and systems are not loaded; load the seeds.")
	}
	return nil
}
