namespace OffTrac.Sdk.Configuration;

/// <summary>An options record implements it to check what attributes can't say, such as two options that exclude each other.</summary>
public interface IOptionsValidator
{
    /// <summary>
    /// Problems of the record as bound, empty when it is good. Must be quick and have no side effect; called at start and
    /// after each edit of the ini.
    /// </summary>
    IEnumerable<OptionProblem> Validate();
}
