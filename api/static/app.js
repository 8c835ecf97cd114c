// What the pages do besides what plain HTML does. Everything works without it.
import { initAll } from './govuk/govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()

// A form is sent once: the server knows its key, this only spares the wait.
document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.method !== 'post') return
  if (form.dataset.sent) event.preventDefault()
  form.dataset.sent = 'yes'
})
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})

// One key opens a row: a number on the keyboard, outside of fields.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return
  document.querySelector(`a[data-key="${CSS.escape(event.key)}"]`)?.click()
})

// A filter applies as soon as it is chosen.
document.addEventListener('change', (event) => {
  if (event.target.matches('form[data-filter] select, form[data-filter] input[type=checkbox]')) event.target.form.requestSubmit()
})

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
