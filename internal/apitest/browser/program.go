package browser

import (
	"context"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// program is the one chromium of a test binary.
var program struct {
	once   sync.Once
	ctx    context.Context
	dir    string
	cancel []func()
	err    error
}

// names are those under which distributions install it.
var names = []string{"chromium", "chromium-browser", "google-chrome"}

func find() (string, error) {
	for _, name := range names[1:] {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return exec.LookPath(names[0])
}

// started gives the program, started by the first who asks.
func started(t testing.TB) context.Context {
	t.Helper()
	program.once.Do(start)
	if program.err != nil {
		t.Fatalf("no browser (make chromium installs it): %v", program.err)
	}
	return program.ctx
}

func start() {
	path, err := find()
	if err != nil {
		program.err = err
		return
	}
	if program.dir, program.err = os.MkdirTemp("", "pheduyet-chromium-"); program.err != nil {
		return
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(program.dir),
		chromedp.NoSandbox, chromedp.DisableGPU, // tests run as root, without a screen
		chromedp.WSURLReadTimeout(time.Minute),
	)
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closing := chromedp.NewContext(allocator)
	program.ctx, program.cancel = ctx, []func(){closing, stop}
	program.err = chromedp.Do(ctx, chromedp.Navigate("about:blank"))
}

// Stop ends the program, where one was started.
func Stop() error {
	for _, f := range program.cancel {
		f()
	}
	if program.dir == "" {
		return nil
	}
	return os.RemoveAll(program.dir)
}
