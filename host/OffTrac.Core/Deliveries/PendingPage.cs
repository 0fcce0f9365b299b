namespace OffTrac.Core.Deliveries;

/// <summary>What one reading of pending events came to.</summary>
/// <param name="Last">Number of the last row looked at; that from which it began when there was none.</param>
/// <param name="IsLast">No row comes after it.</param>
/// <param name="Rows">Rows looked at.</param>
/// <param name="Size">Characters read.</param>
internal readonly record struct PendingPage(long Last, bool IsLast, int Rows, long Size);
