namespace OffTrac.Host.Hosting;

/// <summary>What the process is for.</summary>
public enum HostMode
{
    /// <summary><c>offtrac serve</c>: plugins can be replaced, background work runs.</summary>
    Serve,

    /// <summary>Any other command: components are made at first use, nothing runs by itself.</summary>
    Command,
}
