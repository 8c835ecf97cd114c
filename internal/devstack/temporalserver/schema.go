package temporalserver

import (
	"fmt"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	v12 "go.temporal.io/server/schema/postgresql/v12"
	"go.temporal.io/server/tools/common/schema"
	"go.temporal.io/server/tools/sql"
	"golang.org/x/mod/semver"
)

// migrate brings both databases to the schema of the linked server. The
// schemas are embedded in the server's module; the steps are those of its own
// sql tool, without the tool's habit of ending the process on an error. Safe
// to repeat, also after an attempt that was cut off.
func migrate(o Options, l log.Logger) error {
	for _, d := range []struct{ database, name, version string }{
		{o.Database, "postgresql/v12/temporal", v12.Version},
		{o.VisibilityDatabase, "postgresql/v12/visibility", v12.VisibilityVersion},
	} {
		if err := migrateOne(o.sql(d.database, 2), d.name, d.version, l); err != nil {
			return fmt.Errorf("prepare Temporal's database %s: %w", d.database, err)
		}
	}
	return nil
}

func migrateOne(cfg *config.SQL, name, version string, l log.Logger) error {
	db, err := sql.NewConnection(cfg, l)
	if err != nil {
		return err
	}
	defer db.Close()
	// The version tables: made if missing, left alone if not.
	setup := &schema.SetupConfig{InitialVersion: "0.0"}
	if err := schema.NewSetupSchemaTask(db, setup, l).Run(); err != nil {
		return err
	}
	current, err := db.ReadSchemaVersion()
	if err != nil {
		return err
	}
	switch semver.Compare("v"+current, "v"+version) {
	case 0:
		return nil
	case 1:
		return fmt.Errorf("it was made by a newer version (schema %s, this program knows %s): use the newer program, or choose another DATA_DIR",
			current, version)
	}
	update := &schema.UpdateConfig{SchemaName: name, TargetVersion: version}
	return schema.NewUpdateSchemaTask(db, update, l).Run()
}
