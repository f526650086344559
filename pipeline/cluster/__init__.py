"""Jobs on other processes and machines: any concurrent.futures.Executor runs the stages, this process keeps ledger and cache.

``FlexOrch(executor=…)`` takes a thread pool, a process pool or Dask's ``Client.get_executor()``, or the address of a scheduler,
``dask://127.0.0.1:8786``. The page on how far this goes, and what it costs, is README.md in this folder.
"""
