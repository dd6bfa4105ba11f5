/** What the driver throws, in the words of the port. */
import { AppError } from '@fanfare/kernel';
import {
  MongoAPIError,
  MongoClientClosedError,
  MongoError,
  MongoNotConnectedError,
  MongoServerClosedError,
  MongoServerError,
  MongoTopologyClosedError,
  MongoWriteConcernError,
} from 'mongodb';

const DUPLICATE = 11_000;

/** Of a server that cannot serve now, as its manual calls them. */
const passing = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  13, // Unauthorized
  18, // AuthenticationFailed
  24, // LockTimeout
  50, // MaxTimeMSExpired
  64, // WriteConcernFailed
  89, // NetworkTimeout
  91, // ShutdownInProgress
  112, // WriteConflict
  133, // FailedToSatisfyReadPreference
  134, // ReadConcernMajorityNotAvailableYet
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  9001, // SocketException
  10_107, // NotWritablePrimary
  11_600, // InterruptedAtShutdown
  11_602, // InterruptedDueToReplStateChange
  13_435, // NotPrimaryNoSecondaryOk
  13_436, // NotPrimaryOrSecondary
  14_031, // OutOfDiskSpace
]);

/** Two documents would have the same value of a unique member. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === DUPLICATE;
}

/**
 * Is it the engine that cannot serve, and not the program that asks wrongly? A write that was acknowledged by too few
 * servers may be lost with them, so it counts as not done.
 */
function isAway(error: MongoError): boolean {
  if (error instanceof MongoWriteConcernError) return true;
  if (error instanceof MongoServerError) return error.code === undefined || passing.has(Number(error.code));
  if (!(error instanceof MongoAPIError)) return true;
  return (
    error instanceof MongoNotConnectedError ||
    error instanceof MongoTopologyClosedError ||
    error instanceof MongoClientClosedError ||
    error instanceof MongoServerClosedError
  );
}

/** AppError `engine_away`, or the error itself. */
export function portError(error: unknown): unknown {
  return error instanceof MongoError && isAway(error) ? away(error.message, error) : error;
}

/** @param why for the log */
export function away(why: string, cause?: unknown): AppError {
  return new AppError('engine_away', { detail: `MongoDB: ${why}`, cause });
}
