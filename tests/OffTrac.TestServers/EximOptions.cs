namespace OffTrac.TestServers;

/// <summary>What an <see cref="EximServer"/> does beside taking every mail.</summary>
public sealed record EximOptions
{
    /// <summary>Lines of the main part of its configuration, such as <c>message_size_limit = 20K</c>.</summary>
    public IReadOnlyList<string> Main { get; init; } = [];

    /// <summary>Its rules for recipients, before that which takes the rest, such as <c>deny local_parts = gone</c>.</summary>
    public IReadOnlyList<string> RecipientRules { get; init; } = [];

    /// <summary>Its rules for whole messages.</summary>
    public IReadOnlyList<string> DataRules { get; init; } = [];

    /// <summary>Ways to log in that it offers: <c>PLAIN</c>, <c>LOGIN</c>.</summary>
    public IReadOnlyList<string> Ways { get; init; } = [];

    /// <summary>Who may log in.</summary>
    public string User { get; init; } = "harbour";

    /// <summary>The password.</summary>
    public string Password { get; init; } = "pä ss";

    /// <summary>Whether it offers STARTTLS, with a certificate that it has signed itself.</summary>
    public bool OffersTls { get; init; }
}
