// What everybody is asked in bench/archive.js of all crimes: how many pairs of crime and device are near, and positions.

export function nearAll(index, devices, crimes, radiusMetres) {
  const inRadius = new Uint32Array(devices)
  const answer = { pairs: 0, hits: 0 }
  for (const crime of crimes) near(index, crime, radiusMetres, inRadius, answer)
  return answer
}

/** Of one crime, how often each device was in radius in the window. */
export function near(index, crime, radiusMetres, inRadius, answer) {
  const { latitude, longitude, window } = crime
  const devices = []
  index.within({ latitude, longitude, radiusMetres }, window, (device) => {
    if (inRadius[device]++ === 0) devices.push(device)
  })
  for (const device of devices) {
    answer.pairs++
    answer.hits += inRadius[device]
    inRadius[device] = 0
  }
}
