namespace OffTrac.Sdk.Web;

/// <summary>Names and values that belong to a user or, before login, to a browser. Trac's tables <c>session</c> and <c>session_attribute</c>.</summary>
public interface IWebSession
{
    /// <summary>Login, or the random identity of an anonymous session.</summary>
    string Id { get; }

    /// <summary>Whether it belongs to a user who logged in.</summary>
    bool IsAuthenticated { get; }

    /// <summary>All values.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyDictionary<string, string>> GetValuesAsync(CancellationToken cancellation);

    /// <summary>Sets a value, or removes it when null; stored with the answer.</summary>
    /// <param name="name">Name, such as <c>email</c>.</param>
    /// <param name="value">Value.</param>
    void Set(string name, string? value);
}
