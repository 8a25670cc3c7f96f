import { AppError, nothingHere } from '../domain/errors.ts'

/** What is told of something that was not found for whoever asks: why, where nothing but a restriction keeps it. */
export function notShown(
  restriction: { readonly deviceWearerId: string; readonly message: string } | undefined,
): AppError {
  if (!restriction) return nothingHere()
  const { deviceWearerId, message } = restriction
  return new AppError('RESTRICTED', message, { subjects: [deviceWearerId] })
}
