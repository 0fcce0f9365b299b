namespace OffTrac.Sdk.Sessions;

/// <summary>How a user wants times: preferences <c>tz</c> and <c>lc_time</c>, else <c>[trac]</c>. Stands for Trac's <c>user_time</c>.</summary>
public interface IUserTimes
{
    /// <summary>By the stored preferences of a user; by the ini for <c>anonymous</c>.</summary>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<UserTime> GetAsync(string user, CancellationToken cancellation);

    /// <summary>By the values of a session that is at hand.</summary>
    /// <param name="values">Values of the session.</param>
    UserTime Of(IReadOnlyDictionary<string, string> values);
}
