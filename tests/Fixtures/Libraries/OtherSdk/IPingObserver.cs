namespace OffTrac.Sdk.Pings;

public interface IPingObserver;
