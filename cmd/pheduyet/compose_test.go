package main

import (
	"context"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/modfile"

	"pheduyet/cmd/internal/app"
)

const root = "../../"

// required are the variables without which nothing may start.
var required = types.Mapping{
	"POSTGRES_PASSWORD": "sentinel-postgres",
	"OWNER_PASSWORD":    "sentinel-owner",
	"APP_PASSWORD":      "sentinel-app",
	"TEMPORAL_PASSWORD": "sentinel-temporal",
	"LEDGER_KEY":        "pheduyet/thu+5e17195e17195e17195e17195e17195e17195e17195e17195e17195e17195e17",
	"PUBLIC_URL":        "https://pheduyet.example.vn",
}

func loadCompose(env types.Mapping) (*types.Project, error) {
	return loader.LoadWithContext(context.Background(), types.ConfigDetails{
		WorkingDir:  root,
		ConfigFiles: []types.ConfigFile{{Filename: root + "docker-compose.yml"}},
		Environment: maps.Clone(env), // the loader adds to it
	}, loader.WithProfiles([]string{"*"}))
}

func compose(t *testing.T) *types.Project {
	t.Helper()
	p, err := loadCompose(required)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// ours are the services that run this program.
func ours(p *types.Project) types.Services {
	found := types.Services{}
	for name, s := range p.Services {
		if s.Build != nil {
			found[name] = s
		}
	}
	return found
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(root + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestNothingStartsWithADefaultPassword(t *testing.T) {
	for name := range required {
		for _, value := range []string{"", "unset"} {
			env := maps.Clone(required)
			if env[name] = ""; value == "unset" {
				delete(env, name)
			}
			if _, err := loadCompose(env); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s %s: got error %v", name, value, err)
			}
		}
	}
	secret := regexp.MustCompile(`PASSWORD|PWD|DATABASE_URL|LEDGER_KEY`)
	for name, s := range compose(t).Services {
		for key, value := range s.Environment {
			if secret.MatchString(key) && !strings.Contains(*value, "sentinel-") && *value != required["LEDGER_KEY"] {
				t.Errorf("%s: %s does not come from the deployment's .env", name, key)
			}
		}
	}
}

func TestImagesArePinned(t *testing.T) {
	mod, err := modfile.Parse("go.mod", []byte(readFile(t, "go.mod")), nil)
	if err != nil {
		t.Fatal(err)
	}
	server := ""
	for _, r := range mod.Require {
		if r.Mod.Path == "go.temporal.io/server" {
			server = strings.TrimPrefix(r.Mod.Version, "v")
		}
	}
	pinned := regexp.MustCompile(`^[a-z/-]+:\d+\.\d+(\.\d+)?(-[a-z0-9]+)?$`)
	for name, s := range compose(t).Services {
		if s.Build == nil && !pinned.MatchString(s.Image) {
			t.Errorf("%s: image %s is not pinned", name, s.Image)
		}
		image, version, _ := strings.Cut(s.Image, ":")
		if (image == "temporalio/server" || image == "temporalio/admin-tools") && version != server {
			t.Errorf("%s: Temporal %s, but tests run against %s", name, version, server)
		}
	}
	dockerfile := readFile(t, "cmd/pheduyet/Dockerfile")
	if from := "FROM golang:" + mod.Go.Version + "-"; !strings.Contains(dockerfile, from) {
		t.Errorf("Dockerfile: no %q", from)
	}
	if !strings.Contains(dockerfile, "\nFROM scratch\n") || !strings.Contains(dockerfile, "\nUSER 65532:65532\n") {
		t.Error("Dockerfile: the program does not run alone and unprivileged")
	}
}

func TestOnlyLoopbackPortsArePublished(t *testing.T) {
	p := compose(t)
	var published []string
	for name, s := range p.Services {
		for _, port := range s.Ports {
			published = append(published, name)
			if port.HostIP != "127.0.0.1" {
				t.Errorf("%s: port %s is open to %q", name, port.Published, port.HostIP)
			}
		}
	}
	slices.Sort(published)
	if got, want := slices.Compact(published), []string{"server", "temporal-ui"}; !slices.Equal(got, want) {
		t.Errorf("services with published ports: %v, want %v", got, want)
	}
	if got, want := p.Services["server"].Ports[0].Published, "8080-8081"; got != want {
		t.Errorf("server: ports %s, want one for each replica: %s", got, want)
	}
}

func TestServersAndWorkersAreDoubleAndWatched(t *testing.T) {
	p := compose(t)
	for _, name := range []string{"server", "worker"} {
		if d := p.Services[name].Deploy; d == nil || d.Replicas == nil || *d.Replicas != 2 {
			t.Errorf("%s: not two replicas", name)
		}
		for _, before := range []string{"migrate", "temporal-namespace"} {
			if got := p.Services[name].DependsOn[before].Condition; got != types.ServiceConditionCompletedSuccessfully {
				t.Errorf("%s: starts after %s when %q", name, before, got)
			}
		}
	}
	for _, name := range []string{"postgres", "temporal", "server", "worker"} {
		if h := p.Services[name].HealthCheck; h == nil || len(h.Test) < 2 || h.Test[0] != "CMD" {
			t.Errorf("%s: no health check", name)
		}
	}
}

func TestServicesRunCommandsThatExist(t *testing.T) {
	exists := func(name string) bool {
		return slices.ContainsFunc(commands, func(c command) bool { return c.name == name })
	}
	for name, s := range ours(compose(t)) {
		if len(s.Command) == 0 || !exists(s.Command[0]) {
			t.Errorf("%s: runs %v", name, s.Command)
		}
		if h := s.HealthCheck; h != nil && (h.Test[1] != "/pheduyet" || !exists(h.Test[2])) {
			t.Errorf("%s: health check runs %v", name, h.Test)
		}
	}
}

func TestServicesAreGivenTheSettingsThatExist(t *testing.T) {
	// Settings of standalone, of those who own the schema, and of a key in a file.
	notOfServer := []string{"DATA_DIR", "SEED", "MIGRATE_DATABASE_URL", "LEDGER_KEY_FILE"}
	known := map[string]bool{}
	for _, s := range app.Settings {
		known[s.Name] = true
	}
	for name, s := range ours(compose(t)) {
		for key := range s.Environment {
			if !known[key] {
				t.Errorf("%s: no setting %s", name, key)
			}
		}
		get := func(key string) string {
			if v := s.Environment[key]; v != nil {
				return *v
			}
			return ""
		}
		if _, err := app.Load(get, "none"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !strings.HasPrefix(get("DATABASE_URL"), "postgres://pheduyet_app:sentinel-app@") {
			t.Errorf("%s: DATABASE_URL is not the application's role", name)
		}
		if name != "server" && name != "worker" {
			continue
		}
		for setting := range known {
			if _, given := s.Environment[setting]; given == slices.Contains(notOfServer, setting) {
				t.Errorf("%s: setting %s given: %v", name, setting, given)
			}
		}
	}
}

func TestReadmeListsTheSettings(t *testing.T) {
	rows := regexp.MustCompile("(?m)^\\| `([A-Z_]+)` \\|").FindAllStringSubmatch(readFile(t, "README.md"), -1)
	var got, want []string
	for _, r := range rows {
		got = append(got, r[1])
	}
	for _, s := range app.Settings {
		want = append(want, s.Name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("README.md, Cấu hình (-code +table):\n%s", diff)
	}
}
