namespace OffTrac.Plugins.Rpc.Wire;

/// <summary>What a body may hold, besides its size, which is the host's <c>max_body_size</c>: beyond it a fault answers.</summary>
internal static class BodyLimits
{
    /// <summary>How deep values may lie in each other.</summary>
    public const int Depth = 100;

    /// <summary>How many values there may be. One costs more memory than the few bytes that it takes in a body.</summary>
    public const int Values = 250_000;

    /// <summary>Digits of a whole number; reading more takes time that grows with their square. Python's limit.</summary>
    public const int Digits = 4300;
}
