// Package testdb gives each test a PostgreSQL database of its own. One
// throwaway cluster serves the whole test process; the schema is migrated once
// into a template and cloned per test.
//
// A package that uses it has
//
//	func TestMain(m *testing.M) { testdb.Main(m) }
//
// so that the cluster is stopped and deleted at the end. Only tests import
// this package.
package testdb
