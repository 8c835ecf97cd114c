package postgres

import (
	"testing"

	"pheduyet/internal/devstack/testdb"
)

func TestMain(m *testing.M) { testdb.Main(m) }
