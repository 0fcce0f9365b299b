namespace OffTrac.Sdk.Configuration;

/// <summary>What is wrong with an option.</summary>
/// <param name="option">Name of the option in the ini.</param>
/// <param name="message">What is allowed, as the end of a sentence that already names file, section, option and value.</param>
public sealed class OptionProblem(string option, string message)
{
    /// <summary>Name of the option in the ini.</summary>
    public string Option { get; } = option;

    /// <summary>What is allowed.</summary>
    public string Message { get; } = message;
}
