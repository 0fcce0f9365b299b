using OffTrac.Sdk.Configuration;

namespace AcmeNamespace;

/// <summary>Section <c>[acme.greeter]</c> of the ini.</summary>
[OptionsSection("acme.greeter")]
public sealed record GreeterOptions
{
    [Option("First words of the greeting.")]
    public string Greeting { get; init; } = "Thank you";
}
