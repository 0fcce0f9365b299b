namespace OffTrac.Sdk.Web;

/// <summary>What a handler answers to.</summary>
public sealed record Route
{
    /// <summary>ASP.NET's route pattern below the environment's (or host's) root, such as <c>/ticket/{id:int}</c>. Literals match by exact case.</summary>
    public required string Pattern { get; init; }

    /// <summary>HTTP methods, in upper case; empty for all. <c>GET</c> answers HEAD too.</summary>
    public IReadOnlyList<string> Methods { get; init; } = ["GET"];

    /// <summary>
    /// True when the handler itself decides on the form token, for programs that show another secret; otherwise a form without the
    /// token is refused with 400 before the handler is called.
    /// </summary>
    public bool ChecksFormToken { get; init; }

    /// <summary>Largest body in bytes; null for the host's limit.</summary>
    public long? MaxBodySize { get; init; }
}
