namespace OffTrac.Core.Components;

/// <summary>How one telling of a durable component ended.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Reason">One line; null when it was told.</param>
public readonly record struct DeliveryResult(DeliveryVerdict Verdict, string? Reason = null);
