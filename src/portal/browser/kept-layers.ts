const KEY = 'map-layers'

/**
 * Which layers are on, kept for as long as the tab is open. What hides positions is not kept: on the next
 * page nobody would remember it.
 */
export function keepLayers(boxes: readonly HTMLInputElement[]): void {
  const kept = boxes.filter(({ dataset }) => dataset['layer'] !== 'outside')
  const before = read()
  for (const box of kept) box.checked = before[box.dataset['layer'] ?? ''] ?? box.checked
  for (const box of kept) {
    box.addEventListener('change', () => {
      const layers = { ...read(), [box.dataset['layer'] ?? '']: box.checked }
      try {
        sessionStorage.setItem(KEY, JSON.stringify(layers))
      } catch {
        // A browser that keeps nothing shows the same layers again on the next page.
      }
    })
  }
}

function read(): Readonly<Record<string, boolean>> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Record<string, boolean>
  } catch {
    return {}
  }
}
