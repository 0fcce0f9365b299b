namespace OffTrac.Plugins.Ping;

/// <summary>One call of one address.</summary>
internal sealed record Beat(Uri Url, bool Answered, string Text, bool HasFailedJob);
