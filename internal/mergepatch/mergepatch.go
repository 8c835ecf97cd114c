// Package mergepatch applies JSON merge patches (RFC 7396) to objects as
// encoding/json reads them. It is pure and knows nothing of what they mean.
package mergepatch

// Apply changes target by patch and gives it back: null clears a member, objects
// merge, all else replaces. A nil target is an empty one.
func Apply(target, patch map[string]any) map[string]any {
	if target == nil {
		target = map[string]any{}
	}
	for name, v := range patch {
		switch v := v.(type) {
		case nil:
			delete(target, name)
		case map[string]any:
			within, _ := target[name].(map[string]any)
			target[name] = Apply(within, v)
		default:
			target[name] = v
		}
	}
	return target
}
